package io.llmprovider.oauth;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lets one at a time change a file, in whatever process. The lock is the operating
 * system's on a file beside it, so that it ends with whoever holds it; the file of the
 * lock itself says nothing and stays. Who waits holds no thread.
 */
final class FileTurns {

	/**
	 * Files whose turn somebody in this process has. The operating system's lock is the
	 * process's: closing a second channel to the file would end it.
	 */
	private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

	private final Path lock;

	FileTurns(Path file) {
		Path absolute = file.toAbsolutePath();
		this.lock = absolute.resolveSibling(absolute.getFileName() + ".lock");
	}

	/**
	 * Does something while nobody else does.
	 * @param <T> what it gives
	 * @param work is told when it has the turn
	 * @return what the work gives, after others may go on
	 */
	<T> Mono<T> alone(Function<Turn, Mono<T>> work) {
		return Mono.defer(() -> {
			AtomicBoolean left = new AtomicBoolean();
			Mono<Turn> mine = Turns
				.wait(BlockingWork.call(() -> take(left)), "the lock " + this.lock,
						"Look which process holds it, as with 'lsof " + this.lock + "', and end it.")
				.onErrorMap(IOException.class, this::failed);
			return BlockingWork.holding(mine, work, Turn::end).doOnCancel(() -> left.set(true));
		});
	}

	private Turn take(AtomicBoolean left) throws IOException {
		Turns.requireStillThere(left);
		Path own = CredentialFile.folder(this.lock).toRealPath().resolve(this.lock.getFileName());
		if (!TAKEN.add(own)) {
			throw new Turns.Busy();
		}
		FileChannel channel = null;
		try {
			channel = FileChannel.open(own, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
					CredentialFile.ownersOnly(own));
			if (channel.tryLock() == null) {
				throw new Turns.Busy();
			}
			return new Turn(own, channel);
		}
		catch (IOException | RuntimeException ex) {
			// In this order, as closing ends the locks of all channels to the file.
			if (channel != null) {
				channel.close();
			}
			TAKEN.remove(own);
			throw ex;
		}
	}

	private LlmException failed(IOException failure) {
		return ErrorKind.AUTHENTICATION.exception(
				ErrorDetails.of("The lock " + this.lock + " of the file of credentials cannot be made: " + failure,
						"Choose a place that may be written to."),
				failure)
			.attempts(0);
	}

	/**
	 * The time in which nobody else changes the file.
	 */
	static final class Turn {

		private final Path lock;

		private @Nullable FileChannel channel;

		private Turn(Path lock, FileChannel channel) {
			this.lock = lock;
			this.channel = channel;
		}

		/**
		 * Does something if the turn has not ended, which it does when the caller leaves.
		 */
		synchronized void whileMine(Runnable work) {
			if (this.channel != null) {
				work.run();
			}
		}

		Mono<Void> end() {
			return BlockingWork.call(() -> {
				release();
				return null;
			});
		}

		private synchronized void release() throws IOException {
			FileChannel held = this.channel;
			this.channel = null;
			if (held != null) {
				try {
					held.close();
				}
				finally {
					TAKEN.remove(this.lock);
				}
			}
		}

	}

}
