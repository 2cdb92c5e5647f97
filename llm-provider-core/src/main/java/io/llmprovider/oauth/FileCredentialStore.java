package io.llmprovider.oauth;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps credentials in a file that only its owner may read. Processes that share it take
 * turns by a lock on the file {@code <name>.lock} beside it, which ends with the process
 * that holds it. The file is replaced as a whole, so that nobody sees half of it, and
 * what it holds beside credentials stays.
 */
public final class FileCredentialStore implements CredentialStore {

	private final CredentialFile file;

	private final FileTurns turns;

	/**
	 * Creates a store. Nothing is read or written yet.
	 * @param file the file, which need not be there; missing folders are made with it
	 */
	public FileCredentialStore(Path file) {
		this.file = new CredentialFile(file);
		this.turns = new FileTurns(file);
	}

	@Override
	public Mono<OAuthCredentials> read(CredentialKey key) {
		return inputOutput(() -> find(key, this.file.read()).orElse(null));
	}

	@Override
	public Mono<OAuthCredentials> delete(CredentialKey key) {
		return this.turns.alone((turn) -> inputOutput(() -> {
			Map<String, @Nullable Object> all = new LinkedHashMap<>(this.file.read());
			Optional<OAuthCredentials> found = find(key, all);
			if (found.isPresent()) {
				all.remove(key.text());
				turn.whileMine(() -> this.file.replace(all));
			}
			return found.orElse(null);
		}));
	}

	@Override
	public Mono<OAuthCredentials> update(CredentialKey key,
			Function<Optional<OAuthCredentials>, Mono<OAuthCredentials>> change) {
		return this.turns.alone((turn) -> inputOutput(() -> find(key, this.file.read())).flatMap(
				(before) -> change.apply(before).flatMap((after) -> inputOutput(() -> store(turn, key, before, after)))));
	}

	private OAuthCredentials store(FileTurns.Turn turn, CredentialKey key, Optional<OAuthCredentials> before,
			OAuthCredentials after) {
		if (before.filter(after::equals).isEmpty()) {
			turn.whileMine(() -> {
				// Read again: the file may have been edited by hand meanwhile.
				Map<String, @Nullable Object> all = new LinkedHashMap<>(this.file.read());
				all.put(key.text(), CredentialJson.object(after));
				this.file.replace(all);
			});
		}
		return after;
	}

	private Optional<OAuthCredentials> find(CredentialKey key, Map<String, @Nullable Object> all) {
		Object entry = all.get(key.text());
		if (entry == null) {
			return Optional.empty();
		}
		if (!(entry instanceof Map<?, ?> object)) {
			throw this.file.wrong("is not as it should be: '" + key + "' is no object", null);
		}
		try {
			return CredentialJson.credentials(object);
		}
		catch (IllegalArgumentException ex) {
			throw this.file.wrong("is not as it should be: at '" + key + "', " + ex.getMessage(), null);
		}
	}

	/** Whoever leaves does not interrupt what is being written. */
	private static <T> Mono<T> inputOutput(Callable<@Nullable T> work) {
		return Mono.create((sink) -> Schedulers.boundedElastic().schedule(() -> {
			try {
				sink.success(work.call());
			}
			catch (Exception ex) {
				sink.error(ex);
			}
		}));
	}

	@Override
	public String toString() {
		return "FileCredentialStore[" + this.file + "]";
	}

}
