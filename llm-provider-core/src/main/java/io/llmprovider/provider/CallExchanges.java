package io.llmprovider.provider;

import java.util.Optional;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.LlmException;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.chat.AnswerWatch;
import io.llmprovider.retry.Attempt;
import io.llmprovider.retry.Deadline;
import io.llmprovider.transport.ExchangeLimits;
import io.llmprovider.transport.HttpTransport;
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

	private volatile WireRequest request;

	private volatile boolean otherWayTaken;

	CallExchanges(WireProtocol protocol, ChatCall call, CallSettings settings, TimeoutSettings timeouts,
			@Nullable Deadline deadline, AnswerWatch watch) {
		this.protocol = protocol;
		this.call = call;
		this.settings = settings;
		this.timeouts = timeouts;
		this.deadline = deadline;
		this.watch = watch;
		this.request = Requests.finish(protocol.encode(call), call);
	}

	Flux<StreamEvent> exchange(Authorizer authorizer, HttpTransport transport, Attempt attempt) {
		WireRequest sent = this.request;
		ExchangeLimits limits = ExchangeLimits
			.of(this.timeouts, (this.deadline != null) ? this.deadline.remaining() : null)
			.connectWithin(this.settings.timeouts().connect());
		return authorizer.authorize(sent, this.settings.apiKey())
			.flatMapMany((signed) -> transport
				.exchange(signed, limits,
						() -> new AnswerReader(this.protocol, this.call, sent.warnings(), attempt, this.watch,
								new SentSecrets(sent, signed, this.call.headers())))
				// One operator for both: each costs something at each event.
				.doOnError(LlmException.class, (failure) -> {
					if (isWorthRenewing(failure, attempt) && authorizer.renew(signed)) {
						attempt.credentialRefreshable();
					}
					lookForOtherWay(failure, attempt);
				}));
	}

	/**
	 * A token can have been revoked before its end, and AWS says so with 403; a call's
	 * own key stays what it is.
	 */
	private boolean isWorthRenewing(LlmException failure, Attempt attempt) {
		if (this.settings.apiKey() != null || attempt.hasBegun()) {
			return false;
		}
		Integer status = failure.status();
		return Integer.valueOf(401).equals(status)
				|| Integer.valueOf(403).equals(status) && failure.kind() == ErrorKind.AUTHENTICATION;
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

}
