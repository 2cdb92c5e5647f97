package io.llmprovider.test.contract;

import java.util.Objects;

import io.llmprovider.test.simulator.LlmSimulator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every provider has to keep. An author of a provider extends this class and says
 * what is tested:
 *
 * <pre class="code">
 * class SalonContractTests extends LlmProviderContract {
 *
 *     &#064;Override
 *     protected ContractSubject createSubject() {
 *         return ContractSubject.simulated("parley", "wit-1")
 *             .protocol(new ParleyProtocol(), new ParleyDialect())
 *             .without(ContractAbility.TOOLS, "Parley has no tools")
 *             .build();
 *     }
 *
 * }
 * </pre>
 *
 * The tests are those of the parts that this class puts together. They run against the
 * simulator, which does as it is told, and against real servers, of which they expect
 * only what every server can do. One that does not fit a provider is left out by
 * {@link ContractSubject.Builder#without}, never by overriding it.
 * <p>
 * A {@code @ParameterizedClass} may extend this one, too: it makes a subject for each of
 * its arguments.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({ LeftOut.class, ClosedAfterEachArgument.class })
public abstract class LlmProviderContract implements TextContract, WholeBodyContract, OptionContract, UsageContract,
		ReasoningContract, ToolContract, ToolHistoryContract, ImageContract, StructuredOutputContract, HandoverContract,
		HistoryContract, FailureContract, BrokenStreamContract, CancellationContract, BlockingContract {

	private @Nullable ContractSubject subject;

	private @Nullable TestAbortedException absence;

	/**
	 * Makes what is tested. Called once before the first test, or before the first test
	 * with each argument of a {@code @ParameterizedClass}.
	 * @return the subject, which is closed after the last test
	 */
	protected abstract ContractSubject createSubject();

	/** The argument of a parameterized class is not there yet. */
	@BeforeAll
	final void createSubjectOnce() {
		if (!AnnotationSupport.isAnnotated(getClass(), ClassTemplate.class)) {
			create();
		}
	}

	@BeforeEach
	final void forgetWhatWasBefore() {
		if (this.subject == null) {
			create();
		}
		LlmSimulator simulator = subject().simulator();
		if (simulator != null) {
			simulator.reset();
		}
	}

	/** Servers that do not mind what they do not know tell it at least here. */
	@AfterEach
	final void assertNothingWasIgnored() {
		LlmSimulator simulator = (this.subject != null) ? this.subject.simulator() : null;
		if (simulator != null) {
			assertThat(simulator.chats().stream().flatMap((chat) -> chat.ignoredMembers().stream()).distinct())
				.as("members of requests that the server does not know and has ignored")
				.isEmpty();
		}
	}

	private void create() {
		if (this.absence != null) {
			throw this.absence;
		}
		try {
			this.subject = createSubject();
		}
		catch (TestAbortedException ex) {
			LeftOut.line(getClass().getSimpleName() + " " + ex.getMessage());
			this.absence = new LeftOut.Told(ex);
			throw this.absence;
		}
	}

	@AfterAll
	final void closeSubject() throws Exception {
		ContractSubject closing = this.subject;
		this.subject = null;
		this.absence = null;
		if (closing != null) {
			closing.close();
		}
	}

	@Override
	public final ContractSubject subject() {
		return Objects.requireNonNull(this.subject, "createSubject() was not called yet");
	}

}
