package io.llmprovider.oauth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.json.Json;
import io.llmprovider.json.PlainJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * One JSON object in a file that only its owner may read.
 */
final class CredentialFile {

	/** What is larger is another file. */
	private static final int MAX_BYTES = 16 * 1024 * 1024;

	private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
			PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

	private final Path path;

	CredentialFile(Path path) {
		this.path = path.toAbsolutePath();
	}

	/**
	 * What the file holds.
	 * @return its object; empty if there is no file
	 * @throws LlmException if others may read the file, or it holds something else
	 */
	Map<String, @Nullable Object> read() {
		try {
			requirePrivate();
			if (Files.size(this.path) > MAX_BYTES) {
				throw wrong("is larger than " + MAX_BYTES + " bytes", null);
			}
			if (PlainJson.read(Files.readAllBytes(this.path)) instanceof Map<?, ?> object) {
				@SuppressWarnings("unchecked")
				Map<String, @Nullable Object> entries = (Map<String, @Nullable Object>) object;
				return entries;
			}
			throw wrong("holds no JSON object", null);
		}
		catch (NoSuchFileException ex) {
			return Map.of();
		}
		catch (JacksonException ex) {
			// Its message may quote a secret.
			throw wrong("is not JSON, line " + ex.getLocation().getLineNr(), null);
		}
		catch (IOException ex) {
			throw wrong("cannot be read: " + ex, ex);
		}
	}

	/**
	 * Replaces the file.
	 * @param object what it holds from now on
	 * @throws LlmException if it cannot be written; the file is as it was
	 */
	void replace(Map<String, @Nullable Object> object) {
		byte[] bytes = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(object);
		try {
			// A link stays a link.
			Path target = Files.exists(this.path) ? this.path.toRealPath() : this.path;
			Path fresh = Files.createTempFile(folder(target), target.getFileName() + ".", ".tmp", ownersOnly(target));
			try {
				write(fresh, bytes);
				move(fresh, target);
			}
			finally {
				Files.deleteIfExists(fresh);
			}
		}
		catch (IOException ex) {
			throw wrong("cannot be written, and is as it was: " + ex, ex);
		}
	}

	LlmException wrong(String what, @Nullable Exception cause) {
		return wrong(what, "Correct the file, or move it away and sign in again; it was left as it is.", cause);
	}

	private LlmException wrong(String what, String action, @Nullable Exception cause) {
		return ErrorKind.AUTHENTICATION
			.exception(ErrorDetails.of("The file of credentials " + this.path + " " + what, action), cause)
			.attempts(0);
	}

	private void requirePrivate() throws IOException {
		if (!isPosix(this.path)) {
			return;
		}
		Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(this.path);
		if (!OWNER.containsAll(permissions)) {
			throw wrong("can be read or changed by others: " + PosixFilePermissions.toString(permissions),
					"Run: chmod 600 " + this.path + ". If others could read it, sign out and in again.", null);
		}
	}

	private static void write(Path file, byte[] bytes) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			ByteBuffer left = ByteBuffer.wrap(bytes);
			while (left.hasRemaining()) {
				channel.write(left);
			}
			// Without it, a power failure leaves an empty file under the new name.
			channel.force(true);
		}
	}

	private static void move(Path from, Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	/**
	 * The folder of a file, made for its owner alone if it is not there.
	 */
	static Path folder(Path file) throws IOException {
		Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
		if (!Files.isDirectory(folder)) {
			Files.createDirectories(folder,
					isPosix(file)
							? new FileAttribute<?>[] {
									PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) }
							: new FileAttribute<?>[0]);
		}
		return folder;
	}

	/**
	 * Says that a new file is for its owner alone, where the file system can.
	 */
	static FileAttribute<?>[] ownersOnly(Path file) {
		return isPosix(file)
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
				: new FileAttribute<?>[0];
	}

	private static boolean isPosix(Path path) {
		return path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
