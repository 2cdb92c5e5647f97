package io.llmprovider.oauth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.llmprovider.HandClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OAuthCredentialsTests {

	private static final Instant NOW = HandClock.BEGIN;

	@ParameterizedTest
	@CsvSource({ "3600, 3299, false", "3600, 3300, true", "120, 89, false", "120, 90, true", "1200, 900, true",
			"1200, 899, false" })
	void aTokenIsDueFiveMinutesBeforeItsEndOrInTheLastQuarterOfAShortLife(long life, long age, boolean due) {
		OAuthCredentials credentials = OAuthCredentials.of("a", "r", NOW, NOW.plusSeconds(life));

		assertThat(credentials.isDue(NOW.plusSeconds(age))).isEqualTo(due);
		assertThat(credentials.isExpired(NOW.plusSeconds(age))).isFalse();
		assertThat(credentials.isExpired(NOW.plusSeconds(life))).isTrue();
	}

	@Test
	void aTokenOfUnknownEndIsUsedUntilItIsRefused() {
		OAuthCredentials endless = OAuthCredentials.fresh("a", null, null, new HandClock());

		assertThat(endless.isDue(NOW.plus(Duration.ofDays(999)))).isFalse();
		assertThat(endless.isExpired(NOW.plus(Duration.ofDays(999)))).isFalse();
		assertThat(OAuthCredentials.of("a", null, null, NOW.plusSeconds(299)).isDue(NOW)).isTrue();
		assertThat(OAuthCredentials.of("a", null, null, NOW.plusSeconds(301)).isDue(NOW)).isFalse();
	}

	@Test
	void aRefreshThatTellsNoNewRefreshTokenKeepsTheOldOneAndTheAttributes() {
		OAuthCredentials old = OAuthCredentials.of("a", "r", NOW, NOW).with("account", "1").with("plan", "free");

		OAuthCredentials fresh = OAuthCredentials.of("b", null, NOW, null).with("plan", "pro").orRefreshOf(old);

		assertThat(fresh).isEqualTo(OAuthCredentials.of("b", "r", NOW, null).with("account", "1").with("plan", "pro"));
		assertThat(OAuthCredentials.of("b", "r2", NOW, null).orRefreshOf(old).refresh()).isEqualTo("r2");
	}

	@Test
	void secretsAreNotShown() {
		OAuthCredentials credentials = OAuthCredentials.of("secret-a", "secret-r", NOW, NOW).with("id", "secret-i");

		assertThat(credentials).asString().contains("id").doesNotContain("secret");
		assertThat(new DeviceCode("SECRET", URI.create("https://x.example"), URI.create("https://x.example/SECRET"),
				NOW, Duration.ZERO))
			.asString()
			.doesNotContain("SECRET");
		assertThat(OAuthSettings.builder().clientSecret("hush").parameters(Map.of("p", "hush")).build()).asString()
			.doesNotContain("hush");
	}

	@Test
	void readsWhatOtherToolsWroteAndKeepsWhatItDoesNotKnow() {
		OAuthCredentials read = CredentialJson
			.read(json("{'type':'oauth','refresh':'r','access':'a','expires':1767225600000,'accountId':'acc'}"));

		assertThat(read).isEqualTo(
				OAuthCredentials.of("a", "r", null, Instant.ofEpochMilli(1767225600000L)).with("accountId", "acc"));
		assertThat(CredentialJson.read(CredentialJson.bytes(read))).isEqualTo(read);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "[]|no object", "{'type':'api_key','key':'secret'}|another type", "{'refresh':'secret'}|'access'",
					"{'access':1}|'access' is no text", "{'access':'secret','expires':'soon'}|'expires' is no number" })
	void saysWhatIsWrongWithoutTheSecret(String json, String complaint) {
		assertThatIllegalArgumentException().isThrownBy(() -> CredentialJson.read(json(json)))
			.withMessageContaining(complaint)
			.withMessageNotContaining("secret");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "office,-,office", "office,alice,office:alice", "office,a:b,office:a:b" })
	void aKeyIsOneText(String provider, String principal, String text) {
		CredentialKey key = new CredentialKey(provider, principal);

		assertThat(key.text()).isEqualTo(text);
		assertThat(CredentialKey.parse(text)).isEqualTo(key);
	}

	private static byte[] json(String text) {
		return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

}
