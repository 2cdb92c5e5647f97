package io.llmprovider.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonTests {

	@Test
	void aFrozenMapKeepsOrderAndNullsAndCannotBeChangedAtAnyDepth() {
		Map<String, Object> inner = new LinkedHashMap<>();
		inner.put("z", null);
		List<Object> list = new ArrayList<>(Arrays.asList(1, null, inner));
		Map<String, Object> outer = new LinkedHashMap<>();
		outer.put("b", list);
		outer.put("a", "x");

		Map<String, Object> frozen = Json.frozen(outer);
		inner.put("later", 1);
		list.add(2);
		outer.put("later", 1);

		assertThat(frozen).hasToString("{b=[1, null, {z=null}], a=x}");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> frozen.put("c", 1));
		List<?> frozenList = (List<?>) frozen.get("b");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> frozenList.remove(0));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> ((Map<?, ?>) frozenList.get(2)).clear());
	}

	@Test
	void numbersKeepTheirKind() {
		Map<String, Object> numbers = Json.object("{\"i\":1,\"l\":9999999999,\"b\":99999999999999999999,\"d\":1.5}");

		assertThat(numbers.values()).extracting(Object::getClass)
			.extracting(Class::getSimpleName)
			.containsExactly("Integer", "Long", "BigInteger", "Double");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "1", "{", "{} {}", "{'a':1}", "nonsense" })
	void whatIsNoObjectIsRefusedByTheParsersFailureOnly(String text) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Json.object(text));
		assertThat(Json.isObject(text)).isFalse();
	}

	@Test
	void nullIsNoValueOfAnyType() {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Json.read("null", Point.class));
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> Json.object(Json.tree("null")));
	}

	@ParameterizedTest
	@CsvSource({ "499, true", "500, true", "501, false" })
	void nestingIsBounded(int depth, boolean accepted) {
		String text = "{\"a\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);

		assertThat(Json.isObject(text)).isEqualTo(accepted);
	}

	@Test
	void aLongTextIsNoReasonToRefuse() {
		String text = "x".repeat(30_000_000);

		assertThat(Json.object("{\"a\":\"" + text + "\"}").get("a")).isEqualTo(text);
	}

	@Test
	void nullMembersOfRecordsAreNotWrittenButNullsInMapsAre() {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("n", null);

		assertThat(Json.text(new Point(1, null))).isEqualTo("{\"x\":1}");
		assertThat(Json.text(map)).isEqualTo("{\"n\":null}");
		assertThat(Json.bytes(map)).isEqualTo("{\"n\":null}".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void unknownMembersAreIgnored() {
		assertThat(Json.read("{\"x\":1,\"new\":{}}", Point.class)).isEqualTo(new Point(1, null));
	}

	@Test
	void partsOfAnArrayAreReadInPlace() {
		byte[] bytes = "xx{\"a\":1}yy".getBytes(StandardCharsets.UTF_8);

		JsonNode tree = Json.tree(bytes, 2, 7);
		try (JsonParser parser = Json.parser(bytes, 2, 7)) {
			assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
			assertThat(parser.nextName()).isEqualTo("a");
		}
		assertThat(tree.get("a").asInt()).isEqualTo(1);
		assertThat(Json.object(tree)).containsExactly(Map.entry("a", 1));
	}

	record Point(int x, Integer y) {
	}

}
