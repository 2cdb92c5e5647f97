package io.llmprovider.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

import io.llmprovider.autoconfigure.LlmAutoConfiguration;
import io.llmprovider.chat.ChatOptions;
import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.ChatResponse;
import io.llmprovider.chat.Image;
import io.llmprovider.chat.Tool;
import io.llmprovider.chat.UserMessage;
import io.llmprovider.model.ImageLimits;
import io.llmprovider.model.Model;
import io.llmprovider.oauth.SignInPrompts;
import io.llmprovider.protocol.WireRequest;
import io.llmprovider.provider.LlmClient;
import io.llmprovider.provider.Mode;
import io.llmprovider.provider.ModelSettings;
import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderSettings;
import io.llmprovider.provider.hook.Exchange;
import io.llmprovider.provider.hook.ExchangeHook;
import io.llmprovider.test.simulator.Answer;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.SimulatedError;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * All mistakes and failures of the page, in its order.
 */
final class ErrorCases {

	private static final String OFFICE = "llm.providers.office.";

	private static final String API = OFFICE + "api=openai-completions";

	private static final String URL = OFFICE + "base-url=http://127.0.0.1:1/v1";

	private static final String ADDRESS = "http://127.0.0.1:1/v1";

	private static final ChatRequest HELLO = ChatRequest.of("Hello");

	private ErrorCases() {
	}

	static List<ErrorCase> all() {
		List<ErrorCase> cases = new ArrayList<>();
		atTheStart(cases);
		atTheLookup(cases);
		atRunTime(cases);
		inTheRequest(cases);
		onTheWay(cases);
		inTheAnswer(cases);
		return cases;
	}

	private static void atTheStart(List<ErrorCase> cases) {
		start(cases, "an unknown `api`", OFFICE + "api=openai-completion", URL);
		start(cases, "no `api` and no known name", URL);
		start(cases, "a missing base URL", API);
		start(cases, "a base URL that is none", API, OFFICE + "base-url=llm.example.com/v1");
		start(cases, "a base URL with a key in it", API, OFFICE + "base-url=https://llm.example.com/v1?key=secret");
		start(cases, "an unknown provider in a mode", API, URL, "llm.modes.plan.model=ofice:qwen");
		start(cases, "a model reference without provider", API, URL, "llm.modes.plan.model=qwen");
		start(cases, "an unknown model where the provider lists its models", API, URL,
				OFFICE + "models[0].id=qwen3.5-122b", "llm.modes.act.model=office:qwen3.5-12b");
		start(cases, "two models with one id", API, URL, OFFICE + "models[0].id=a", OFFICE + "models[1].id=a");
		start(cases, "a price that is negative", API, URL, OFFICE + "models[0].id=a",
				OFFICE + "models[0].cost.input=-1");
		start(cases, "two providers that differ only by a dash", "llm.providers.my-vllm.api=openai-completions",
				"llm.providers.my-vllm.base-url=http://127.0.0.1:1/v1", "llm.providers.myvllm.api=openai-completions",
				"llm.providers.myvllm.base-url=http://127.0.0.1:1/v1");
		start(cases, "a dotted model id used as a map key", API, URL, OFFICE + "models.qwen3.5.context-window=6");
		start(cases, "a typo in a property name", API, URL, OFFICE + "api-kay=x");
		start(cases, "a catalogue's file that is missing", "llm.catalog.locations=models/none.json");
		start(cases, "a budget without an amount", "llm.budgets.day.window=1d");
		start(cases, "a login that does not exist", API, URL, OFFICE + "oauth.flow=devicecode");
		start(cases, "a login without a flow", API, URL, OFFICE + "oauth.client-id=shop");
		start(cases, "a table of credentials without a `DataSource`", "llm.oauth.store=jdbc");
		start(cases, "an option that the API does not have", API, URL,
				OFFICE + "options.provider-options.verbosty=low");
	}

	private static void atTheLookup(List<ErrorCase> cases) {
		cases.add(new ErrorCase("lookup", "no default model", () -> ProviderRegistry.builder().build().client()));
		cases.add(new ErrorCase("lookup", "a mode without a model",
				() -> ProviderRegistry.builder().build().forMode(Mode.of("review"))));
		cases.add(new ErrorCase("lookup", "an unknown provider",
				() -> ProviderRegistry.builder().build().client("opnai:gpt-5.5")));
	}

	private static void atRunTime(List<ErrorCase> cases) {
		configured(cases, "registering a name that is taken", List.of(API, URL), (registry) -> {
			registry.register(ProviderSettings.builder("office").build());
			return registry;
		});
		configured(cases, "overriding a provider that is not there", List.of(API, URL), (registry) -> {
			registry.override(ProviderSettings.builder("ofice").build());
			return registry;
		});
	}

	private static void inTheRequest(List<ErrorCase> cases) {
		configured(cases, "a missing key at the first call", List.of("llm.providers.openai.options.seed=1"),
				(registry) -> registry.client("openai:gpt-5.5").chat(HELLO).block());
		configured(cases, "a key variable that is not set", List.of(API, URL, OFFICE + "api-key=${OFFICE_KEY}"),
				(registry) -> registry.client("office:m").chat(HELLO).block());
		configured(cases, "a key file that is missing",
				List.of(API, URL, OFFICE + "api-key-file=/run/secrets/office-key"),
				(registry) -> registry.client("office:m").chat(HELLO).block());
		configured(cases, "a call before anybody has signed in", List.of(API, URL), (registry) -> {
			registry.register(ProviderSettings.builder("corporate").api("openai-completions").baseUrl(ADDRESS).build(),
					new ExpiredLogin());
			return registry.client("corporate:m").chat(HELLO).block();
		});
		configured(cases, "a sign-in that has ended and cannot be refreshed", List.of(API, URL), (registry) -> {
			registry.register(ProviderSettings.builder("corporate").api("openai-completions").baseUrl(ADDRESS).build(),
					new ExpiredLogin());
			registry.signIns().signIn("corporate", SignInPrompts.NOBODY).block();
			return registry.client("corporate:m").chat(HELLO).block();
		});
		configured(cases, "signing in where there is no login", List.of(API, URL),
				(registry) -> registry.signIns().signIn("office", SignInPrompts.NOBODY).block());
		configured(cases, "a budget that is spent",
				List.of(API, URL, "llm.budgets.never.dollars=0", "llm.budgets.never.window=36500d"),
				(registry) -> registry.client("office:m").chat(HELLO).block());
		cases.add(new ErrorCase("request", "a hook of the application's own that fails",
				() -> ProviderRegistry.builder()
					.provider(ProviderSettings.builder("office")
						.api("openai-completions")
						.baseUrl("http://127.0.0.1:1/v1")
						.build())
					.hook(new FailingHook())
					.build()
					.client("office:m")
					.chat(HELLO)
					.block()));
		call(cases, "an empty message list", Answer.text("x"), (client) -> chat(client, ChatRequest.builder().build()));
		call(cases, "more images than the model takes", Answer.text("x"), (client) -> {
			Model model = client.model().toBuilder().images(new ImageLimits(1, null)).build();
			return ProviderRegistry.builder()
				.provider(ProviderSettings.builder("office")
					.api("openai-completions")
					.baseUrl("http://127.0.0.1:1/v1")
					.models(List.of(ModelSettings.of(Model.of("office", "m").orElse(model))))
					.build())
				.build()
				.client("office:m")
				.chat(ChatRequest.builder()
					.message(UserMessage.of(Image.ofUrl("https://example.com/1.png"),
							Image.ofUrl("https://example.com/2.png")))
					.build())
				.block();
		});
		call(cases, "a tool whose schema is no object", Answer.text("x"), (client) -> chat(client,
				HELLO.toBuilder().tool(Tool.of("ls", "Lists files", "{\"type\":\"string\"}")).build()));
		call(cases, "an option of a call that the API does not have", Answer.text("x"), (client) -> chat(client,
				HELLO.withOptions(ChatOptions.builder().providerOptions(Map.of("top_kk", 1)).build())));
	}

	private static void onTheWay(List<ErrorCase> cases) {
		configured(cases, "a port where nobody listens", List.of(API, URL, OFFICE + "retry.max-attempts=1"),
				(registry) -> registry.client("office:m").chat(HELLO).block());
		call(cases, "a host that nobody knows", Answer.text("x"), (client) -> {
			return ProviderRegistry.builder()
				.provider(ProviderSettings.builder("office")
					.api("openai-completions")
					.baseUrl("http://nowhere.invalid/v1")
					.retry(new io.llmprovider.retry.RetrySettings(1, null, null, null, null, null, null))
					.build())
				.build()
				.client("office:m")
				.chat(HELLO)
				.block();
		});
		call(cases, "a redirect", Answer.redirect(302, "https://login.example.com/start?token=secret"));
		call(cases, "a connection that is reset before the answer", Answer.reset());
	}

	private static void inTheAnswer(List<ErrorCase> cases) {
		call(cases, "a wrong key", Answer.error(401, "Incorrect API key provided"));
		call(cases, "an unknown model", Answer.error(404, "The model does not exist"));
		call(cases, "too many requests", Answer.error(429, "Rate limit reached").header("retry-after", "7"));
		call(cases, "a provider that fails", Answer.error(500, "The server had an error"));
		call(cases, "an HTML error page instead of JSON", Answer.html(502));
		call(cases, "an HTML page with status 200", Answer.html(200));
		call(cases, "an error object inside a 200 stream",
				Answer.builder().deltas("Hel").failure(SimulatedError.of(503, "The engine is overloaded")).build());
		call(cases, "a stream that ends without its terminal signal",
				Answer.builder().deltas("Hel", "lo").unfinished().build());
		call(cases, "a connection that breaks in the middle", Answer.builder().deltas("Hel", "lo").reset().build());
		call(cases, "an event larger than the bound", Answer.builder().deltas("Hel").oversizedEvent(20_000).build());
		call(cases, "an event that is no JSON", Answer.builder().deltas("Hel").event("{\"choices\": [oops").build());
	}

	private static void start(List<ErrorCase> cases, String what, String... properties) {
		cases.add(new ErrorCase("start", what, () -> withContext(List.of(properties), (registry) -> registry)));
	}

	private static void configured(List<ErrorCase> cases, String what, List<String> properties,
			Function<ProviderRegistry, Object> attempt) {
		cases.add(new ErrorCase("call", what, () -> withContext(properties, attempt)));
	}

	private static void call(List<ErrorCase> cases, String what, Answer answer) {
		call(cases, what, answer, (client) -> chat(client, HELLO));
	}

	private static void call(List<ErrorCase> cases, String what, Answer answer,
			Function<LlmClient, ChatResponse> attempt) {
		cases.add(new ErrorCase("call", what, () -> {
			try (LlmSimulator simulator = LlmSimulator.start()) {
				simulator.enqueue(answer);
				return withContext(
						List.of(API, OFFICE + "base-url=" + simulator.baseUrl("openai-completions"),
								OFFICE + "retry.max-attempts=1", OFFICE + "limits.max-event-bytes=10000B"),
						(registry) -> attempt.apply(registry.client("office:qwen")));
			}
		}));
	}

	private static ChatResponse chat(LlmClient client, ChatRequest request) {
		return java.util.Objects.requireNonNull(client.chat(request).block());
	}

	private static Object withContext(List<String> properties, Function<ProviderRegistry, Object> attempt)
			throws Exception {
		List<Callable<Object>> result = new ArrayList<>();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withPropertyValues(properties.toArray(String[]::new))
			.run((context) -> {
				Throwable failure = context.getStartupFailure();
				if (failure != null) {
					result.add(() -> {
						throw new IllegalStateException(failure);
					});
					return;
				}
				try {
					Object value = attempt.apply(context.getBean(ProviderRegistry.class));
					result.add(() -> value);
				}
				catch (RuntimeException ex) {
					result.add(() -> {
						throw ex;
					});
				}
			});
		return result.get(0).call();
	}

	/**
	 * A hook that refuses.
	 */
	private static final class FailingHook implements ExchangeHook {

		@Override
		public String name() {
			return "guard";
		}

		@Override
		public Mono<WireRequest> before(WireRequest request, Exchange exchange) {
			return Mono.error(new IllegalStateException("This text must not leave the house"));
		}

	}

}
