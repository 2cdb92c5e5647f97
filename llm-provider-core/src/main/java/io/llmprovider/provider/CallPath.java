package io.llmprovider.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.llmprovider.auth.Authorizer;
import io.llmprovider.catalog.CatalogSettings;
import io.llmprovider.catalog.HttpCatalogFetcher;
import io.llmprovider.catalog.ModelCatalog;
import io.llmprovider.catalog.ModelDiscovery;
import io.llmprovider.chat.AnswerWatch;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.chat.Warning;
import io.llmprovider.handover.HandedOver;
import io.llmprovider.handover.Handover;
import io.llmprovider.handover.Target;
import io.llmprovider.model.Model;
import io.llmprovider.model.Usage;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireProtocol;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.provider.failover.Circuit;
import io.llmprovider.provider.hook.ExchangeHook;
import io.llmprovider.retry.Deadline;
import io.llmprovider.retry.EmptyAnswerException;
import io.llmprovider.retry.Retries;
import io.llmprovider.transport.HttpTransport;
import io.llmprovider.transport.TimeoutSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The path of one call to a provider: the request is checked and handed over, tried again
 * where that helps, and sent by the protocol over HTTP.
 */
final class CallPath {

	private final ProviderSettings settings;

	private final Protocols protocols;

	private final HttpTransport transport;

	private final Authorizer authorizer;

	private final EndableWaits waits = new EndableWaits(Schedulers::parallel);

	private final Retries retries;

	private final Circuit circuit;

	private final ModelCatalog catalog;

	private final CallCount calls;

	private final List<ExchangeHook> hooks;

	CallPath(ProviderSettings settings, HttpTransport transport, Access access, ProviderParts parts, CallCount calls) {
		this.settings = settings;
		this.transport = transport;
		this.protocols = parts.protocols();
		this.authorizer = access.authorizer();
		this.catalog = parts.catalog();
		this.hooks = RegisteredHook.of(parts.hooks(), settings);
		Retries.Builder configured = Retries.builder(settings.name()).settings(settings.retry()).scheduler(this.waits);
		RetriesCustomizer customizer = parts.retries();
		if (customizer != null) {
			customizer.customize(settings.name(), configured);
		}
		this.retries = configured.build();
		this.circuit = Circuit.of(settings.name(), settings.circuitBreaker());
		this.calls = calls;
	}

	/**
	 * Asks the server which models it has, and notes them in the catalogue.
	 */
	Mono<List<Model>> discover() {
		return Mono.defer(() -> {
			this.calls.begin();
			WireProtocol protocol = this.protocols.get(this.settings.api(), this.settings.name());
			ChatCall call = call(protocol, ModelSettings.of(Model.of(this.settings.name(), "any")), ChatRequest.of("?"),
					CallSettings.NONE);
			WireRequest chat = Requests.finish(protocol.encode(call), call);
			return new ModelDiscovery(this.settings.name(), chat, (request) -> this.authorizer.authorize(request, null)
				.flatMap((signed) -> HttpCatalogFetcher.whole(this.transport, signed, CatalogSettings.DEFAULTS)))
				.models();
		})
			.doOnNext((models) -> this.catalog.told(this.settings.name(), models))
			.doFinally((signal) -> this.calls.end());
	}

	/**
	 * A call that somebody watches before those whom the subscription names: who is told
	 * of an answer there finds it booked.
	 */
	Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings callSettings, AnswerWatch watch) {
		Flux<StreamEvent> events = new CountedCall(this.calls, model.ref(),
				(context) -> prepared(model, request, callSettings, watch.and(AnswerWatch.of(context))));
		DeliverOn deliverOn = this.settings.deliverOn();
		if (deliverOn == DeliverOn.BOUNDED_ELASTIC) {
			return events.publishOn(Schedulers.boundedElastic());
		}
		return (deliverOn == DeliverOn.PARALLEL) ? events.publishOn(Schedulers.parallel()) : events;
	}

	private Flux<StreamEvent> prepared(Model model, ChatRequest request, CallSettings callSettings, AnswerWatch watch) {
		ModelSettings own = settingsOf(model);
		WireProtocol protocol = this.protocols.get((own.api() != null) ? own.api() : this.settings.api(),
				this.settings.name());
		ChatCall call = call(protocol, own, request, callSettings);
		TimeoutSettings timeouts = callSettings.timeouts()
			.orElse(this.settings.timeouts())
			.orElse(LongThinking.limits(call.options().thinking(), protocol.silence(call)));
		Duration total = timeouts.total();
		Deadline deadline = (total != null) ? Deadline.after(total) : null;
		CallExchanges exchanges = new CallExchanges(protocol, call, callSettings, timeouts, deadline, watch,
				this.hooks);
		return this.retries.call(callSettings.retry(), deadline,
				(attempt) -> this.circuit.guard(withUsage(protocol, call,
						exchanges.exchange(this.authorizer, this.transport, attempt), deadline, callSettings)),
				CallPath::emptyAnswer);
	}

	/** Where a provider tells the usage of a stream only afterwards, it is asked. */
	private Flux<StreamEvent> withUsage(WireProtocol protocol, ChatCall call, Flux<StreamEvent> answer,
			@Nullable Deadline deadline, CallSettings callSettings) {
		return protocol.usageLookup(call)
			.map((lookup) -> new UsageEnquiry(lookup, call.model(),
					(question) -> ask(protocol, call, question, deadline, callSettings), this.waits)
				.complete(answer))
			.orElse(answer);
	}

	/** A question beside the call, which must not keep its end waiting for long. */
	private Mono<byte[]> ask(WireProtocol protocol, ChatCall call, WireRequest question, @Nullable Deadline deadline,
			CallSettings callSettings) {
		return this.authorizer
			.authorize(Requests.finish(question, call), callSettings.apiKey(), callSettings.principal())
			.flatMapMany((signed) -> this.transport.exchange(signed, UsageEnquiry.limits(deadline),
					() -> new BodyReader(protocol, call)))
			.next();
	}

	private static Flux<StreamEvent> emptyAnswer(EmptyAnswerException empty) {
		ChatResponse response = empty.response();
		List<Warning> warnings = new ArrayList<>(response.warnings());
		warnings.add(new Warning("empty-answer", "The model answered with nothing"));
		List<StreamEvent> events = new ArrayList<>();
		events
			.add(new StreamEvent.Started(response.provider(), response.model(), response.api(), response.responseId()));
		if (!response.usage().equals(Usage.UNKNOWN)) {
			events.add(new StreamEvent.UsageReported(response.usage()));
		}
		events.add(new StreamEvent.Finished(response.toBuilder().warnings(warnings).build()));
		return Flux.fromIterable(events);
	}

	private ChatCall call(WireProtocol protocol, ModelSettings own, ChatRequest request, CallSettings callSettings) {
		ChatRequest merged = Requests.checked(request, own.options().orElse(this.settings.options()),
				protocol.options());
		Map<String, String> headers = Headers.merge(Headers.merge(this.settings.headers(), own.headers()),
				callSettings.headers());
		Boolean streaming = (own.wireStreaming() != null) ? own.wireStreaming() : this.settings.wireStreaming();
		String baseUrl = (own.baseUrl() != null) ? own.baseUrl() : this.settings.baseUrl();
		return handedOver(protocol,
				ChatCall.builder(own.model())
					.baseUrl(Objects.requireNonNull(baseUrl))
					.request(merged)
					.compat(own.compat().orElse(this.settings.compat()))
					.streaming(streaming == null || streaming)
					.limits(Objects.requireNonNull(this.settings.limits()))
					.headers(headers)
					.bearer(this.settings.auth().isBearer())
					.keepingAnswer(!Boolean.FALSE.equals(callSettings.keepAnswer()))
					.build());
	}

	/** The call with a conversation that fits its target. */
	private static ChatCall handedOver(WireProtocol protocol, ChatCall call) {
		HandedOver handed = Handover.withAllRules()
			.hand(call.request(), new Target(call.model(), protocol.id(), protocol.handover(call)));
		boolean fits = handed.request() == call.request() && handed.warnings().isEmpty();
		return fits ? call : call.withRequest(handed.request(), handed.warnings());
	}

	private ModelSettings settingsOf(Model model) {
		Optional<ModelSettings> listed = this.settings.models()
			.stream()
			.filter((candidate) -> candidate.model().id().equals(model.id()))
			.findFirst();
		return listed
			.map((found) -> new ModelSettings(model, found.api(), found.baseUrl(), found.headers(), found.compat(),
					found.options(), found.wireStreaming()))
			.orElseGet(() -> ModelSettings.of(model));
	}

	/**
	 * What waits for another attempt makes it now.
	 */
	void endWaits() {
		this.waits.endAll();
	}

}
