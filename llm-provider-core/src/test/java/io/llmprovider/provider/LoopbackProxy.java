package io.llmprovider.provider;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.llmprovider.transport.ProxyType;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on loopback that speaks HTTP's CONNECT and SOCKS 5, whichever it is spoken to
 * in, and notes where it was asked to connect to. It takes every name for loopback.
 */
final class LoopbackProxy implements AutoCloseable {

	final List<String> targets = new CopyOnWriteArrayList<>();

	final List<ProxyType> spoken = new CopyOnWriteArrayList<>();

	private final @Nullable String user;

	private final ServerSocket server;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	/**
	 * Starts the proxy.
	 * @param user user and password with a colon between, or null for everybody
	 */
	LoopbackProxy(@Nullable String user) throws IOException {
		this.user = user;
		this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		start(() -> {
			while (!this.server.isClosed()) {
				Socket client = this.server.accept();
				this.sockets.add(client);
				start(() -> serve(client));
			}
		});
	}

	int port() {
		return this.server.getLocalPort();
	}

	private void serve(Socket client) throws IOException {
		DataInputStream in = new DataInputStream(client.getInputStream());
		OutputStream out = client.getOutputStream();
		int first = in.read();
		this.spoken.add((first == 5) ? ProxyType.SOCKS : ProxyType.HTTP);
		Socket target = (first == 5) ? socks(in, out) : http((char) first, in, out);
		if (target == null) {
			client.close();
			return;
		}
		this.sockets.add(target);
		start(() -> pump(target.getInputStream(), out, client));
		pump(in, target.getOutputStream(), target);
	}

	private @Nullable Socket socks(DataInputStream in, OutputStream out) throws IOException {
		byte[] methods = in.readNBytes(in.read());
		int method = (this.user != null) ? 2 : 0;
		boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(method) >= 0;
		out.write(new byte[] { 5, (byte) (offered ? method : 0xFF) });
		if (!offered) {
			return null;
		}
		if (method == 2) {
			in.read();
			String name = new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
			String password = new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
			boolean known = (name + ":" + password).equals(this.user);
			out.write(new byte[] { 1, (byte) (known ? 0 : 1) });
			if (!known) {
				return null;
			}
		}
		in.readNBytes(3);
		String host = (in.read() == 1) ? InetAddress.getByAddress(in.readNBytes(4)).getHostAddress()
				: new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
		Socket target = connect(host, in.readUnsignedShort());
		out.write(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
		return target;
	}

	private @Nullable Socket http(char first, DataInputStream in, OutputStream out) throws IOException {
		StringBuilder head = new StringBuilder().append(first);
		while (head.indexOf("\r\n\r\n") < 0) {
			head.append((char) in.read());
		}
		String credentials = (this.user != null)
				? Base64.getEncoder().encodeToString(this.user.getBytes(StandardCharsets.UTF_8)) : "";
		if (!head.toString().contains(credentials)) {
			out.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
				.getBytes(StandardCharsets.US_ASCII));
			return null;
		}
		String address = head.toString().split(" ")[1];
		int colon = address.lastIndexOf(':');
		Socket target = connect(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
		out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return target;
	}

	private Socket connect(String host, int port) throws IOException {
		this.targets.add(host);
		return new Socket("127.0.0.1", port);
	}

	private static void pump(InputStream in, OutputStream out, Socket end) throws IOException {
		try (end) {
			byte[] bytes = new byte[8192];
			for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
				out.write(bytes, 0, length);
				out.flush();
			}
		}
	}

	private void start(Step step) {
		Thread thread = new Thread(() -> {
			try {
				step.run();
			}
			catch (IOException ex) {
				// One end has closed its socket, and with it the connection is over.
				if (!this.server.isClosed() && ex instanceof java.net.BindException) {
					throw new UncheckedIOException(ex);
				}
			}
		}, "loopback-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	/**
	 * What a thread does.
	 */
	private interface Step {

		void run() throws IOException;

	}

}
