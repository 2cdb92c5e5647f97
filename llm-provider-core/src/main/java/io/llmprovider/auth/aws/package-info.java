/**
 * Signatures of AWS, made by AWS's own signer with credentials of AWS's own chain.
 * Nothing outside of this package needs these libraries.
 */
@NullMarked
package io.llmprovider.auth.aws;

import org.jspecify.annotations.NullMarked;
