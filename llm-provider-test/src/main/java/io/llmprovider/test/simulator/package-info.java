/**
 * A provider on the loopback interface: it speaks the wire protocols of real providers,
 * checks requests as strictly as they do, answers by script or by echo, and fails in
 * every way that a provider or the network between can fail.
 * <p>
 * Nothing here uses the library's own encoders and decoders, so that the simulator is an
 * independent check of them.
 */
@NullMarked
package io.llmprovider.test.simulator;

import org.jspecify.annotations.NullMarked;
