/**
 * The parent: starts the server and one process per client, and writes the table.
 */
@NullMarked
package io.llmprovider.benchmarks.run;

import org.jspecify.annotations.NullMarked;
