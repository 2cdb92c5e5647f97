package io.llmprovider.oauth;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

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
		return BlockingWork.call(() -> find(key, this.file.read()).orElse(null));
	}

	@Override
	public Mono<OAuthCredentials> delete(CredentialKey key) {
		return this.turns.alone((turn) -> BlockingWork.call(() -> {
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
		return this.turns.alone((turn) -> BlockingWork.call(() -> find(key, this.file.read()))
			.flatMap((before) -> change.apply(before)
				.flatMap((after) -> BlockingWork.call(() -> store(turn, key, before, after)))));
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

	@Override
	public String toString() {
		return "FileCredentialStore[" + this.file + "]";
	}

}
