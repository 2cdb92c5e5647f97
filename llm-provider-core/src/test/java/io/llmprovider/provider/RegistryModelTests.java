package io.llmprovider.provider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.chat.StreamEvent;
import io.llmprovider.error.ConfigurationException;
import io.llmprovider.error.ErrorDetails;
import io.llmprovider.error.ErrorKind;
import io.llmprovider.error.InvalidRequestException;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random sequences of changes and calls against the rules, written down a second time in
 * the plainest way.
 */
class RegistryModelTests {

	private static final int SEQUENCES = Integer.getInteger("llm.registry.sequences", 2000);

	private static final int STEPS = 25;

	private static final List<String> NAMES = List.of("office", "lab", "bean", "new", "other", "ollama");

	/** No provider can be there. */
	private static final String NOWHERE = "ftp://nowhere";

	@Test
	void randomSequencesBehaveAsTheRulesSay() {
		for (int seed = 0; seed < SEQUENCES; seed++) {
			new Sequence(seed).run();
		}
	}

	/**
	 * What is known of one provider.
	 */
	private record Facts(String url, Map<String, String> headers, List<String> models, Layer layer) {

	}

	/**
	 * What one change sets.
	 */
	private record Change(@Nullable String url, Map<String, String> headers, List<String> models) {

		ProviderSettings settings(String name) {
			ProviderSettings.Builder settings = ProviderSettings.builder(name).headers(this.headers);
			if (this.url != null) {
				settings.baseUrl(this.url);
			}
			return settings.models(modelSettings(name)).build();
		}

		List<ModelSettings> modelSettings(String name) {
			return this.models.stream().map((id) -> ModelSettings.of(Model.of(name, id))).toList();
		}

	}

	/**
	 * The rules: layers on top of each other, nothing else.
	 */
	private static final class Rules {

		final Map<String, Facts> base = new LinkedHashMap<>();

		final Map<String, Facts> registered = new LinkedHashMap<>();

		final Map<String, List<String>> models = new LinkedHashMap<>();

		final Map<String, Change> overrides = new LinkedHashMap<>();

		final List<String> order = new ArrayList<>();

		boolean isListed(String name) {
			return this.order.contains(name);
		}

		boolean isThere(String name) {
			return isListed(name) || name.equals("ollama");
		}

		@Nullable Facts facts(String name) {
			Facts below = this.registered.getOrDefault(name, this.base.get(name));
			if (below == null && name.equals("ollama")) {
				below = new Facts("http://localhost:11434", Map.of(), List.of(), Layer.BUILT_IN);
			}
			if (below == null) {
				return null;
			}
			Change override = this.overrides.get(name);
			Map<String, String> headers = new TreeMap<>(below.headers());
			String url = below.url();
			if (override != null) {
				headers.putAll(override.headers());
				url = (override.url() != null) ? override.url() : url;
			}
			return new Facts(url, headers, this.models.getOrDefault(name, below.models()), below.layer());
		}

	}

	private static final class Sequence {

		private final int seed;

		private final Random random;

		private final Rules rules = new Rules();

		private final List<RegistryEvent> heard = new ArrayList<>();

		private final List<RegistryEvent> expected = new ArrayList<>();

		private final List<String> history = new ArrayList<>();

		private @Nullable ChatCall seen;

		private final ProviderRegistry registry;

		Sequence(int seed) {
			this.seed = seed;
			this.random = new Random(seed);
			Change office = new Change("http://office/v1", Map.of("x-a", "base", "x-b", "base"), List.of("m1", "m2"));
			Change lab = new Change("http://lab/v1", Map.of(), List.of());
			this.registry = ProviderRegistry.builder()
				.environment((name) -> null)
				.protocol(new Seeing("fake"))
				.provider(office.settings("office").toBuilder().api("fake").build())
				.provider(lab.settings("lab").toBuilder().api("fake").build())
				.provider(new Bean("bean"))
				.listener(this.heard::add)
				.build();
			this.rules.base.put("bean", new Facts("", Map.of(), List.of("x"), Layer.BEAN));
			this.rules.base.put("office", new Facts(office.url(), office.headers(), office.models(), Layer.CONFIGURED));
			this.rules.base.put("lab", new Facts(lab.url(), lab.headers(), lab.models(), Layer.CONFIGURED));
			this.rules.order.addAll(this.rules.base.keySet());
		}

		void run() {
			try (ProviderRegistry open = this.registry) {
				for (int step = 0; step < STEPS; step++) {
					String name = NAMES.get(this.random.nextInt(NAMES.size()));
					switch (this.random.nextInt(7)) {
						case 0, 1 -> register(open, name);
						case 2 -> registerModels(open, name);
						case 3, 4 -> override(open, name);
						case 5 -> unregister(open, name);
						default -> call(open, name);
					}
					compare(open);
				}
			}
		}

		private Change change(boolean whole) {
			int number = this.random.nextInt(4);
			String url = (whole || number > 1) ? "http://host" + this.random.nextInt(5) + "/v1" : null;
			if (this.random.nextInt(12) == 0) {
				url = NOWHERE;
			}
			Map<String, String> headers = (number % 2 == 0) ? Map.of()
					: Map.of("x-" + (char) ('a' + this.random.nextInt(3)), "v" + this.random.nextInt(100));
			return new Change(url, headers, List.of());
		}

		private List<String> modelIds() {
			List<String> ids = new ArrayList<>();
			for (int i = this.random.nextInt(4); i > 0; i--) {
				ids.add("m" + this.random.nextInt(6));
			}
			return ids;
		}

		private void register(ProviderRegistry open, String name) {
			Change plain = change(true);
			Change change = new Change(plain.url(), plain.headers(), modelIds());
			boolean twice = change.models().stream().distinct().count() < change.models().size();
			boolean works = !this.rules.isListed(name) && !NOWHERE.equals(change.url()) && !twice;
			boolean own = this.random.nextBoolean();
			attempt("register " + name + " " + change + own, works, () -> {
				ProviderSettings settings = change.settings(name);
				if (own) {
					open.register(settings, new Seeing("own-api"));
				}
				else {
					open.register(settings.toBuilder().api("fake").build());
				}
			});
			if (works) {
				this.rules.registered.put(name,
						new Facts(change.url(), change.headers(), change.models(), Layer.RUNTIME));
				this.rules.order.add(name);
				this.expected.add(new ProviderRegistered(name));
			}
		}

		private void registerModels(ProviderRegistry open, String name) {
			List<String> ids = modelIds();
			boolean works = this.rules.isThere(name) && !name.equals("bean") && !ids.isEmpty()
					&& ids.stream().distinct().count() == ids.size();
			attempt("models " + name + " " + ids, works,
					() -> open.registerModels(name, new Change(null, Map.of(), ids).modelSettings(name)));
			if (works) {
				this.rules.models.put(name, ids);
				overridden(name);
			}
		}

		private void override(ProviderRegistry open, String name) {
			Change change = change(false);
			boolean works = this.rules.isThere(name) && !name.equals("bean") && !NOWHERE.equals(change.url());
			attempt("override " + name + " " + change, works, () -> open.override(change.settings(name)));
			if (works) {
				this.rules.overrides.put(name, change);
				overridden(name);
			}
		}

		private void overridden(String name) {
			this.expected.add(new ProviderOverridden(name));
			if (!this.rules.isListed(name)) {
				this.rules.order.add(name);
			}
		}

		private void unregister(ProviderRegistry open, String name) {
			boolean was = this.rules.registered.remove(name) != null;
			was |= this.rules.models.remove(name) != null;
			was |= this.rules.overrides.remove(name) != null;
			this.history.add("unregister " + name);
			assertThat(open.unregister(name)).as(this::text).isEqualTo(was);
			if (was) {
				if (!this.rules.base.containsKey(name)) {
					this.rules.order.remove(name);
				}
				this.expected.add(new ProviderRemoved(name, this.rules.isThere(name)));
			}
		}

		private void call(ProviderRegistry open, String name) {
			Facts facts = this.rules.facts(name);
			boolean speaksItsOwn = name.equals("ollama") && !this.rules.registered.containsKey(name);
			if (name.equals("bean") || speaksItsOwn) {
				return;
			}
			String id = "m" + this.random.nextInt(6);
			boolean works = facts != null && (facts.models().isEmpty() || facts.models().contains(id));
			this.seen = null;
			attempt("call " + name + ":" + id, works, () -> {
				try {
					open.client(name + ":" + id).chat(ChatRequest.of("hi")).block();
				}
				catch (InvalidRequestException ex) {
					assertThat(ex).as(this::text).hasMessageContaining("seen");
				}
			});
			if (works) {
				assertThat(this.seen.baseUrl()).as(this::text).isEqualTo(facts.url());
				assertThat(new TreeMap<>(this.seen.headers())).as(this::text).isEqualTo(new TreeMap<>(facts.headers()));
				assertThat(this.seen.model().id()).as(this::text).isEqualTo(id);
			}
		}

		private void attempt(String what, boolean works, Runnable change) {
			this.history.add(what);
			try {
				change.run();
				assertThat(works).as(this::text).isTrue();
			}
			catch (ConfigurationException ex) {
				assertThat(works).as(() -> text() + ex.getMessage()).isFalse();
			}
		}

		private void compare(ProviderRegistry open) {
			assertThat(open.providers()).as(this::text)
				.extracting(LlmProvider::name)
				.containsExactlyElementsOf(this.rules.order);
			assertThat(this.heard).as(this::text).isEqualTo(this.expected);
			for (String name : NAMES) {
				Facts facts = this.rules.facts(name);
				ProviderDescription described = open.describe(name).orElse(null);
				assertThat(described != null).as(() -> text() + name).isEqualTo(facts != null);
				if (facts != null) {
					assertThat(described.models()).as(() -> text() + name).isEqualTo(facts.models());
					assertThat(described.layer()).as(() -> text() + name).isEqualTo(facts.layer());
					assertThat(String.valueOf(described.baseUrl())).as(() -> text() + name)
						.isEqualTo(name.equals("bean") ? "null" : facts.url());
				}
			}
		}

		private String text() {
			return "seed " + this.seed + ": " + this.history + " ";
		}

		/**
		 * Shows the call that it is to write, and sends nothing.
		 */
		private final class Seeing extends FakeProtocol {

			Seeing(String id) {
				super(id);
			}

			@Override
			public WireRequest encode(ChatCall call) {
				Sequence.this.seen = call;
				throw ErrorKind.INVALID_REQUEST.exception(ErrorDetails.builder("seen").build());
			}

		}

	}

	private record Bean(String name) implements LlmProvider {

		@Override
		public List<Model> models() {
			return List.of(Model.of(this.name, "x"));
		}

		@Override
		public Flux<StreamEvent> stream(Model model, ChatRequest request, CallSettings settings) {
			return Flux.empty();
		}

	}

}
