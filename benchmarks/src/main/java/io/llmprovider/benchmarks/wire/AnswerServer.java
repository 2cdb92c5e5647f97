package io.llmprovider.benchmarks.wire;

import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * The loopback server that all clients are measured against. It speaks every {@link Api}
 * and prints {@code LISTENING port} and lives until its standard input ends.
 */
public final class AnswerServer {

	/** What precedes the port on standard output. */
	public static final String LISTENING = "LISTENING ";

	private static final int BACKLOG = 4096;

	private static final int MAX_REQUEST_BYTES = 1024 * 1024;

	private AnswerServer() {
	}

	public static void main(String[] args) throws Exception {
		EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
		ConcurrentMap<AnswerHandler.Asked, EncodedAnswer> answers = new ConcurrentHashMap<>();
		Channel server = new ServerBootstrap().group(loops)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {

				@Override
				protected void initChannel(SocketChannel channel) {
					channel.pipeline()
						.addLast(new HttpRequestDecoder(), new HttpObjectAggregator(MAX_REQUEST_BYTES),
								new AnswerHandler(answers));
				}

			})
			.bind("127.0.0.1", 0)
			.sync()
			.channel();
		System.out.println(LISTENING + ((InetSocketAddress) server.localAddress()).getPort());
		System.in.transferTo(OutputStream.nullOutputStream());
		loops.shutdownGracefully().sync();
	}

}
