package io.llmprovider.provider;

import java.util.List;
import java.util.Map;

import io.llmprovider.chat.ChatRequest;
import io.llmprovider.model.Model;
import io.llmprovider.protocol.ChatCall;
import io.llmprovider.protocol.WireRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestsTests {

	@ParameterizedTest
	@CsvSource({ "'a,b,c', 'c, a', 'a,b,c'", "'a,b', c, c", "2023-06-01, 2024-01-01, 2024-01-01" })
	void aHeaderOfTheUsersWinsUnlessTheProtocolHasMergedIt(String written, String users, String sent) {
		ChatCall call = ChatCall.builder(Model.of("anthropic", "claude-sonnet-5"))
			.baseUrl("https://host.test")
			.request(ChatRequest.of("Hello"))
			.headers(Map.of("Some-List", users))
			.build();
		WireRequest request = new WireRequest("POST", "https://host.test", Map.of("some-list", written), null, true,
				List.of());
		assertThat(Requests.finish(request, call).headers()).hasSize(1).containsValue(sent);
	}

}
