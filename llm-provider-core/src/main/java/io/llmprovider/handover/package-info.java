/**
 * A conversation made fit for the model that is to go on with it.
 */
@NullMarked
package io.llmprovider.handover;

import org.jspecify.annotations.NullMarked;
