package io.llmprovider.benchmarks.wire;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Plays the answer that the request's model name asks for; one handler per connection.
 */
final class AnswerHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

	private final ConcurrentMap<Asked, EncodedAnswer> answers;

	private @Nullable ScheduledFuture<?> pacing;

	AnswerHandler(ConcurrentMap<Asked, EncodedAnswer> answers) {
		this.answers = answers;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
		String body = request.content().toString(StandardCharsets.UTF_8);
		Asked asked = new Asked(Api.ofRequest(request.uri()), Workload.inRequest(request.uri() + body));
		EncodedAnswer answer = this.answers.computeIfAbsent(asked, key -> new EncodedAnswer(key.api(), key.workload()));
		if (answer.workload().intervalMillis() == 0) {
			for (int i = 0; i < answer.size(); i++) {
				context.writeAndFlush(answer.write(i), context.voidPromise());
			}
		}
		else {
			pace(context, answer);
		}
	}

	private void pace(ChannelHandlerContext context, EncodedAnswer answer) {
		int interval = answer.workload().intervalMillis();
		this.pacing = context.executor().scheduleAtFixedRate(new Runnable() {

			private int next;

			@Override
			public void run() {
				context.writeAndFlush(answer.write(this.next++), context.voidPromise());
				if (this.next == answer.size()) {
					stopPacing();
				}
			}

		}, interval, interval, TimeUnit.MILLISECONDS);
	}

	private void stopPacing() {
		if (this.pacing != null) {
			this.pacing.cancel(false);
			this.pacing = null;
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		stopPacing();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		System.err.println("server: " + cause);
		context.close();
	}

	/**
	 * What a request asks for.
	 *
	 * @param api in which words
	 * @param workload how much of them, and how
	 */
	record Asked(Api api, Workload workload) {
	}

}
