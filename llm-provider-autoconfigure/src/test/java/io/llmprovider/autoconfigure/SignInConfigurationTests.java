package io.llmprovider.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.llmprovider.oauth.CredentialKey;
import io.llmprovider.oauth.CredentialStore;
import io.llmprovider.oauth.JdbcCredentialStore;
import io.llmprovider.oauth.MemoryCredentialStore;
import io.llmprovider.oauth.OAuthCredentials;
import io.llmprovider.oauth.OAuthFlow;
import io.llmprovider.oauth.SignInPrompts;
import io.llmprovider.oauth.SignInStatus;
import io.llmprovider.provider.ProviderRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Logins of the application's own, and where credentials are kept.
 */
class SignInConfigurationTests {

	private static final CredentialKey CORPORATE = CredentialKey.of("corporate");

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
		.withUserConfiguration(Logins.class)
		.withPropertyValues("llm.providers.corporate.api=openai-completions",
				"llm.providers.corporate.base-url=http://localhost:1/v1",
				"llm.providers.corporate.oauth.flow=corporateLogin");

	@TempDir
	private Path directory;

	@Test
	void aProviderNamesABeanAsItsLogin() {
		this.runner.run((context) -> {
			SignInStatus status = signIn(context.getBean(ProviderRegistry.class));
			assertThat(status.state()).isEqualTo(SignInStatus.State.SIGNED_IN);
			assertThat(status.login()).isEqualTo("Corporate login");
		});
	}

	@Test
	void credentialsOutliveTheApplicationInAFile() {
		Path file = this.directory.resolve("tokens.json");
		ApplicationContextRunner kept = this.runner.withPropertyValues("llm.oauth.store=file",
				"llm.oauth.path=" + file);

		kept.run((context) -> signIn(context.getBean(ProviderRegistry.class)));
		kept.run((context) -> assertThat(
				context.getBean(ProviderRegistry.class).signIns().status("corporate").block(PATIENCE).state())
			.isEqualTo(SignInStatus.State.SIGNED_IN));
		assertThat(file).isNotEmptyFile();
	}

	@Test
	void credentialsAreKeptInATableOfTheDataSource() {
		JdbcDataSource database = new JdbcDataSource();
		database.setURL("jdbc:h2:mem:signin;DB_CLOSE_DELAY=-1;INIT=CREATE TABLE IF NOT EXISTS tokens"
				+ " (owner VARCHAR(255) NOT NULL PRIMARY KEY, content TEXT)");
		this.runner.withBean(DataSource.class, () -> database)
			.withPropertyValues("llm.oauth.store=jdbc", "llm.oauth.table=tokens")
			.run((context) -> {
				signIn(context.getBean(ProviderRegistry.class));
				assertThat(new JdbcCredentialStore(database, "tokens").read(CORPORATE).block(PATIENCE).access())
					.isEqualTo("token");
			});
	}

	@Test
	void aStoreOfTheApplicationsOwnGoesFirst() {
		MemoryCredentialStore own = new MemoryCredentialStore();
		this.runner.withBean(CredentialStore.class, () -> own)
			.withPropertyValues("llm.oauth.store=jdbc")
			.run((context) -> {
				signIn(context.getBean(ProviderRegistry.class));
				assertThat(own.read(CORPORATE).block(PATIENCE)).isNotNull();
			});
	}

	@Test
	void aTableWithoutADataSourceFailsTheStart() {
		this.runner.withPropertyValues("llm.oauth.store=jdbc")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("llm.oauth.store is 'jdbc', but there is no DataSource"));
	}

	@Test
	void aPathWithoutAFileFailsTheStart() {
		this.runner.withPropertyValues("llm.oauth.path=x.json")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("llm.oauth.store"));
	}

	@Test
	void aLoginThatIsNoBeanFailsTheStart() {
		this.runner.withPropertyValues("llm.providers.corporate.oauth.flow=corporatelogin")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'corporatelogin', which does not exist")
				.hasMessageContaining("llm.providers.corporate.oauth.flow"));
	}

	@Test
	void loginsAndStoresThatNobodyUsesAreNotMade() {
		Logins.MADE.set(0);
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LlmAutoConfiguration.class))
			.withUserConfiguration(Logins.class)
			.withBean(CredentialStore.class, () -> {
				Logins.MADE.incrementAndGet();
				return new MemoryCredentialStore();
			}, (definition) -> definition.setLazyInit(true))
			.withPropertyValues("llm.providers.office.api=openai-completions",
					"llm.providers.office.base-url=http://localhost:1/v1")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(ProviderRegistry.class).signIns().providers()).isEmpty();
				assertThat(Logins.MADE).hasValue(0);
			});
	}

	private static SignInStatus signIn(ProviderRegistry registry) {
		return registry.signIns().signIn("corporate", SignInPrompts.NOBODY).block(PATIENCE);
	}

	@Configuration(proxyBeanMethods = false)
	static class Logins {

		static final AtomicInteger MADE = new AtomicInteger();

		@Bean
		@Lazy
		OAuthFlow corporateLogin() {
			MADE.incrementAndGet();
			return new OAuthFlow() {

				@Override
				public String name() {
					return "Corporate login";
				}

				@Override
				public Mono<OAuthCredentials> signIn(SignInPrompts prompts) {
					return Mono.just(OAuthCredentials.of("token", null, null, null));
				}

				@Override
				public Mono<OAuthCredentials> refresh(OAuthCredentials credentials) {
					return Mono.empty();
				}

			};
		}

	}

}
