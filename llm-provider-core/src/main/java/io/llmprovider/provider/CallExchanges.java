package io.llmprovider.provider;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.chat.AnswerWatch;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.provider.hook.Exchange;
import io.llmprovider.provider.hook.ExchangeHook;
import io.llmprovider.retry.Attempt;
import io.llmprovider.retry.Deadline;
import io.llmprovider.transport.ExchangeLimits;
import io.llmprovider.transport.HttpTransport;
import io.llmprovider.transport.ResponseReader;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * The exchanges of one call, one for each attempt. If the provider refuses what the
 * protocol can say in another way, the attempts after it say it so.
 */
final class CallExchanges {

	private final WireProtocol protocol;

	private final ChatCall call;

	private final CallSettings settings;

	private final TimeoutSettings timeouts;

	private final @Nullable Deadline deadline;

	private final AnswerWatch watch;

	private final List<ExchangeHook> hooks;

	private volatile WireRequest request;

	private volatile boolean otherWayTaken;

	CallExchanges(WireProtocol protocol, ChatCall call, CallSettings settings, TimeoutSettings timeouts,
			@Nullable Deadline deadline, AnswerWatch watch, List<ExchangeHook> hooks) {
		this.protocol = protocol;
		this.call = call;
		this.settings = settings;
		this.timeouts = timeouts;
		this.deadline = deadline;
		this.watch = watch;
		this.hooks = hooks;
		this.request = Requests.finish(protocol.encode(call), call);
	}

	Flux<StreamEvent> exchange(Authorizer authorizer, HttpTransport transport, Attempt attempt) {
		Way way = new Way(this.request, authorizer, transport, attempt);
		return this.hooks.isEmpty() ? send(way.written(), way, this.watch, UnaryOperator.identity()) : hooked(way);
	}

	private Flux<StreamEvent> hooked(Way way) {
		Exchange exchange = new Exchange(this.call.model().ref(), this.protocol.id(), way.attempt().number(),
				this.settings.tag(), this.call.request());
		HookedExchange hooks = new HookedExchange(this.hooks, exchange, this.deadline, this.watch);
		return hooks.before(way.written())
			.flatMapMany((sent) -> hooks.after(sent, send(sent, way, hooks, (reader) -> hooks.watched(sent, reader))));
	}

	private Flux<StreamEvent> send(WireRequest sent, Way way, AnswerWatch watch,
			UnaryOperator<ResponseReader<StreamEvent>> watched) {
		ExchangeLimits limits = ExchangeLimits
			.of(this.timeouts, (this.deadline != null) ? this.deadline.remaining() : null)
			.connectWithin(this.settings.timeouts().connect());
		return way.authorizer()
			.authorize(sent, this.settings.apiKey(), this.settings.principal())
			.flatMapMany(
					(signed) -> way.transport()
						.exchange(signed, limits,
								() -> watched.apply(new AnswerReader(this.protocol, this.call, sent.warnings(),
										way.attempt().number(),
										// What hooks put on may be a secret as well.
										new SentSecrets(way.written(), signed, this.call.headers()),
										new Observed(way, signed, watch)))));
	}

	/**
	 * A token can have been revoked before its end, and AWS says so with 403; a call's
	 * own key stays what it is.
	 */
	private boolean isWorthRenewing(LlmException refusal, Attempt attempt) {
		if (this.settings.apiKey() != null || attempt.hasBegun()) {
			return false;
		}
		Integer status = refusal.status();
		return Integer.valueOf(401).equals(status)
				|| Integer.valueOf(403).equals(status) && refusal.kind() == ErrorKind.AUTHENTICATION;
	}

	private void lookForOtherWay(LlmException failure, Attempt attempt) {
		if (attempt.hasBegun() || this.otherWayTaken) {
			return;
		}
		Optional<WireRequest> other = this.protocol.fallback(this.call, failure);
		if (other.isPresent()) {
			this.otherWayTaken = true;
			this.request = Requests.finish(other.get(), this.call);
			attempt.otherWayKnown();
		}
	}

	/**
	 * What one exchange tells its call.
	 */
	private final class Observed implements AnswerObserver {

		private final Way way;

		private final WireRequest signed;

		private final AnswerWatch watch;

		Observed(Way way, WireRequest signed, AnswerWatch watch) {
			this.way = way;
			this.signed = signed;
			this.watch = watch;
		}

		@Override
		public void begun() {
			this.way.attempt().begun();
			this.watch.begun();
		}

		@Override
		public void ended(ChatResponse answer) {
			this.watch.ended(answer);
		}

		@Override
		public void failed(LlmException failure) {
			Attempt attempt = this.way.attempt();
			if (isWorthRenewing(failure, attempt) && this.way.authorizer().renew(this.signed)) {
				attempt.credentialRefreshable();
			}
			lookForOtherWay(failure, attempt);
		}

	}

	/**
	 * One attempt to be made.
	 *
	 * @param written the request as the protocol wrote it
	 * @param authorizer puts the key on
	 * @param transport sends it
	 * @param attempt which one it is
	 */
	private record Way(WireRequest written, Authorizer authorizer, HttpTransport transport, Attempt attempt) {

	}

}
