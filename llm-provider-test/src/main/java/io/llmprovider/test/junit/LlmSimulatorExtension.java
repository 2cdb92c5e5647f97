package io.llmprovider.test.junit;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.llmprovider.provider.ProviderRegistry;
import io.llmprovider.provider.ProviderRegistryBuilder;
import io.llmprovider.provider.ProviderRegistryCustomizer;
import io.llmprovider.test.replay.FixtureUse;
import io.llmprovider.test.replay.LlmReplay;
import io.llmprovider.test.replay.RecordedTraffic;
import io.llmprovider.test.simulator.LlmSimulator;
import io.llmprovider.test.simulator.LlmSimulatorBuilder;
import io.llmprovider.test.simulator.SimulatedProviders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test method a simulator, and a registry whose providers are at it, as
 * parameters; see {@link LlmTest}. They are made when a method asks for them, belong to
 * that test alone, so that tests may run at the same time, and are closed after it.
 *
 * <pre class="code">
 * &#64;RegisterExtension
 * static LlmSimulatorExtension llm = new LlmSimulatorExtension()
 *     .simulator(() -&gt; LlmSimulator.builder().models(SimulatedModel.of("claude-sonnet-5")))
 *     .registry((builder) -&gt; builder.mode(Mode.PLAN, "anthropic:claude-sonnet-5"));
 * </pre>
 */
public final class LlmSimulatorExtension implements ParameterResolver, AfterEachCallback {

	private static final Namespace NAMESPACE = Namespace.create(LlmSimulatorExtension.class);

	private static final Set<Class<?>> PARAMETERS = Set.of(LlmSimulator.class, ProviderRegistry.class,
			RecordedTraffic.class);

	private Supplier<LlmSimulatorBuilder> simulator = LlmSimulatorExtension::usual;

	private ProviderRegistryCustomizer registry = (builder) -> {
	};

	/**
	 * Creates the extension with a simulator that echoes, and a registry that knows the
	 * known providers.
	 */
	public LlmSimulatorExtension() {
	}

	/**
	 * The simulator that tests get without saying anything: it takes back the thoughts
	 * that it told, as servers do that tell them in chat completions.
	 * @return a builder
	 */
	public static LlmSimulatorBuilder usual() {
		return LlmSimulator.builder().extraMembers("reasoning_content");
	}

	/**
	 * Sets how simulators are built.
	 * @param builders gives a builder for each test, such as one that begins with
	 * {@link #usual()}
	 * @return this extension
	 */
	public LlmSimulatorExtension simulator(Supplier<LlmSimulatorBuilder> builders) {
		this.simulator = builders;
		return this;
	}

	/**
	 * Sets what registries have: providers, modes, settings. Addresses and keys may stay
	 * out.
	 * @param customizer changes the builder of each test
	 * @return this extension
	 */
	public LlmSimulatorExtension registry(ProviderRegistryCustomizer customizer) {
		this.registry = customizer;
		return this;
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return context.getTestMethod().isPresent() && PARAMETERS.contains(parameter.getParameter().getType());
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		if (type == LlmSimulator.class) {
			return simulator(context);
		}
		return (type == ProviderRegistry.class) ? registry(context) : traffic(context);
	}

	private LlmSimulator simulator(ExtensionContext context) {
		return resource(context, LlmSimulator.class, () -> this.simulator.get().start());
	}

	private ProviderRegistry registry(ExtensionContext context) {
		return resource(context, ProviderRegistry.class, () -> {
			ProviderRegistryBuilder builder = ProviderRegistry.builder();
			this.registry.customize(builder);
			ProviderRegistryCustomizer last = (fixture(context) != null) ? traffic(context)
					: new SimulatedProviders(simulator(context));
			last.customize(builder);
			return builder.build();
		});
	}

	private static RecordedTraffic traffic(ExtensionContext context) {
		Fixture fixture = fixture(context);
		if (fixture == null) {
			throw new IllegalStateException(
					context.getDisplayName() + " wants recorded traffic, and has no @LlmReplay that names a fixture");
		}
		return resource(context, Traffic.class, () -> new Traffic(fixture.use().open())).traffic();
	}

	/** Of the method, else of its class and those around it. */
	private static @Nullable Fixture fixture(ExtensionContext context) {
		for (ExtensionContext at = context; at.getElement().isPresent(); at = at.getParent().orElseThrow()) {
			LlmReplay replay = FixtureUse.find(at.getElement().get());
			if (replay != null) {
				return resource(all(at), Fixture.class, () -> new Fixture(new FixtureUse(replay)));
			}
		}
		return null;
	}

	/** A method or a class that is invoked several times has a context around those. */
	private static ExtensionContext all(ExtensionContext invocation) {
		ExtensionContext around = invocation.getParent().orElseThrow();
		return around.getElement().equals(invocation.getElement()) ? all(around) : invocation;
	}

	/** What can be closed is closed by JUnit with the context. */
	private static <T> T resource(ExtensionContext context, Class<T> type, Supplier<T> maker) {
		// a store asks those around it first, unless the key is its own
		Object key = List.of(type, context.getUniqueId());
		return Objects.requireNonNull(context.getStore(NAMESPACE).computeIfAbsent(key, (made) -> maker.get(), type));
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Traffic opened = context.getStore(NAMESPACE).get(List.of(Traffic.class, context.getUniqueId()), Traffic.class);
		Fixture fixture = (opened != null) ? fixture(context) : null;
		if (opened != null && fixture != null) {
			fixture.use().end(opened.traffic(), context.getExecutionException().isEmpty());
		}
	}

	/**
	 * The traffic of one test, not to be closed by JUnit, because a recorder goes on.
	 *
	 * @param traffic the traffic
	 */
	private record Traffic(RecordedTraffic traffic) {
	}

	/**
	 * A fixture as JUnit closes it.
	 *
	 * @param use the use of it
	 */
	private record Fixture(FixtureUse use) implements AutoCloseable {

		@Override
		public void close() {
			this.use.close();
		}

	}

}
