package io.llmprovider.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority of one's own, with a server and a client that it vouches for, as key
 * stores in a folder.
 *
 * @param directory the folder
 */
record Certificates(Path directory) {

	static final String PASSWORD = "changeit";

	static Certificates in(Path directory) throws Exception {
		Certificates certificates = new Certificates(directory);
		certificates.pair("authority", "CN=Test authority", "bc:c");
		certificates.keytool("-exportcert", "-alias", "authority", "-keystore", "authority", "-rfc", "-file", "ca.pem");
		certificates.keytool("-importcert", "-noprompt", "-alias", "ca", "-file", "ca.pem", "-keystore", "trust");
		certificates.signed("server", "CN=localhost", "SAN=dns:localhost,ip:127.0.0.1");
		certificates.signed("client", "CN=Application", "eku=clientAuth");
		return certificates;
	}

	Path store(String name) {
		return this.directory.resolve(name + ".p12");
	}

	/**
	 * Settings of a bundle that trusts the authority.
	 */
	String[] trusting(String bundle) {
		String prefix = "spring.ssl.bundle.jks." + bundle + ".truststore.";
		return new String[] { prefix + "location=file:" + store("trust"), prefix + "password=" + PASSWORD };
	}

	/**
	 * Settings that add the client's key and certificate to a bundle.
	 */
	String[] showing(String bundle) {
		String prefix = "spring.ssl.bundle.jks." + bundle + ".keystore.";
		return new String[] { prefix + "location=file:" + store("client"), prefix + "password=" + PASSWORD };
	}

	private void signed(String name, String subject, String extension) throws Exception {
		pair(name, subject, extension);
		keytool("-certreq", "-alias", name, "-keystore", name, "-file", name + ".csr");
		keytool("-gencert", "-alias", "authority", "-keystore", "authority", "-infile", name + ".csr", "-outfile",
				name + ".pem", "-rfc", "-ext", extension);
		keytool("-importcert", "-noprompt", "-alias", "ca", "-file", "ca.pem", "-keystore", name);
		keytool("-importcert", "-alias", name, "-file", name + ".pem", "-keystore", name);
	}

	private void pair(String name, String subject, String extension) throws Exception {
		keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", subject, "-ext",
				extension, "-validity", "2", "-keystore", name);
	}

	private void keytool(String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		for (int i = 0; i < arguments.length; i++) {
			boolean store = i > 0 && arguments[i - 1].equals("-keystore");
			command.add(store ? store(arguments[i]).toString() : arguments[i]);
		}
		command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
		Process keytool = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.start();
		if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
			throw new IllegalStateException("keytool failed: " + new String(keytool.getInputStream().readAllBytes()));
		}
	}

}
