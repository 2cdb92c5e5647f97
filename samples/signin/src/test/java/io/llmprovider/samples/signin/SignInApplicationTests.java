package io.llmprovider.samples.signin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application as it is started, in this process.
 */
class SignInApplicationTests {

	private final InputStream input = System.in;

	private final PrintStream output = System.out;

	private final ByteArrayOutputStream said = new ByteArrayOutputStream();

	@BeforeEach
	void replaceTheTerminal() {
		System.setOut(new PrintStream(this.said, true, StandardCharsets.UTF_8));
	}

	@AfterEach
	void giveTheTerminalBack() {
		System.setIn(this.input);
		System.setOut(this.output);
	}

	@Test
	void aUserWhoApprovesTalksToTheModel() {
		type("How are you?\n\n");
		SignInApplication.main(new String[] { "--approve" });
		assertThat(said()).contains("on any device and enter ")
			.contains("Signed in at local")
			.contains("Say hello")
			.contains("How are you?");
	}

	@Test
	void whoeverIsNotThereIsNotWaitedFor() {
		type("");
		SignInApplication.main(new String[0]);
		assertThat(said()).contains("Standard input has ended").doesNotContain("Say hello");
	}

	@Test
	void signingOutNeedsNobody() {
		type("");
		SignInApplication.main(new String[] { "--sign-out" });
		assertThat(said()).contains("Signed out at local");
	}

	@Test
	void aProviderThatIsConfiguredIsTheOneToSignInAt() {
		type("");
		SignInApplication.main(new String[] { "--llm.model=office:m", "--llm.providers.office.api=openai-completions",
				"--llm.providers.office.base-url=http://127.0.0.1:1/v1",
				"--llm.providers.office.oauth.flow=device-code", "--llm.providers.office.oauth.client-id=shop",
				"--llm.providers.office.oauth.issuer-uri=http://127.0.0.1:1", "--approve" });
		assertThat(said()).doesNotContain("inside this process").contains("'office'").contains("127.0.0.1");
	}

	private void type(String text) {
		System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
	}

	private String said() {
		return this.said.toString(StandardCharsets.UTF_8);
	}

}
