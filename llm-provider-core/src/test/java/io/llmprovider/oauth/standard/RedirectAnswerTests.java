package io.llmprovider.oauth.standard;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What browsers bring and users paste.
 */
class RedirectAnswerTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "http://127.0.0.1:80/cb?code=c%2F1&state=s,c/1,s,-", "' https://a/b?state=s&code=c1#_=_ ',c1,s,-",
					"code=c1&state=s,c1,s,-", "?code=c1,c1,-,-", "c1#s,c1,s,-", "4/0Abc-_,4/0Abc-_,-,-",
					"error=access_denied&state=s,-,s,access_denied", "'',-,-,-",
					"http://127.0.0.1/cb?code=%ZZ&state=s,%ZZ,s,-", "?code=c1&code=c2,c1,-,-" })
	void whatIsPastedIsUnderstood(String pasted, @Nullable String code, @Nullable String state,
			@Nullable String error) {
		RedirectAnswer answer = RedirectAnswer.ofPasted(pasted);
		assertThat(answer.code()).isEqualTo(code);
		assertThat(answer.state()).isEqualTo(state);
		assertThat(answer.error()).isEqualTo(error);
	}

	@Test
	void anAnswerBelongsToOneSignInOnly() {
		assertThat(RedirectAnswer.ofQuery("code=c&state=s").belongsTo("s")).isTrue();
		assertThat(RedirectAnswer.ofQuery("code=c&state=t").belongsTo("s")).isFalse();
		assertThat(RedirectAnswer.ofQuery("code=c").belongsTo("s")).isFalse();
		assertThat(RedirectAnswer.ofQuery(null).isComplete()).isFalse();
	}

	@Test
	void theCodeIsNotShown() {
		assertThat(RedirectAnswer.ofQuery("code=c0de&state=st4te")).asString().doesNotContain("c0de", "st4te");
	}

}
