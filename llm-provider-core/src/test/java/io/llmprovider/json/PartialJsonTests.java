package io.llmprovider.json;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PartialJsonTests {

	private static final String[] TEXTS = { "", "plain", "quote \" slash \\ line \n tab \t", "ümlaut 日本", "a😀b",
			"\u0001", "{[,:]}" };

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
			// while it grows | what can be read
			"{ | {}", "{\"a | {}", "{\"a\" | {}", "{\"a\": | {}", "{\"a\":\" | {a=}", "{\"a\":\"x | {a=x}",
			"{\"a\":\"x\\ | {a=x}", "{\"a\":\"x\\u00 | {a=x}", "{\"a\":\"x\\u0041 | {a=xA}",
			"{\"a\":\"x\\ud83d | {a=x}", "{\"a\":\"x\\ud83d\\ude | {a=x}", "{\"a\":\"x\\ud83d\\ude00 | {a=x😀}",
			"{\"a\":tr | {}", "{\"a\":true | {a=true}", "{\"a\":1 | {a=1}", "{\"a\":1. | {}", "{\"a\":1, | {a=1}",
			"{\"a\":1,\"b | {a=1}", "{\"a\":[1,{\"b\":\"c | {a=[1, {b=c}]}", "{\"a\":[1,{\"b\" | {a=[1, {}]}",
			"{\"a\":{\"b\":1},\"c\":{\"d\":nu | {a={b=1}, c={}}", "{\"a\":1} | {a=1}" })
	void aBeginningIsReadAsFarAsItGoes(String text, String expected) {
		assertThat(PartialJson.object(text)).hasToString(expected);
	}

	@Test
	void aCharacterOfWhichOnlyHalfHasArrivedWaitsForTheOther() {
		assertThat(PartialJson.object("{\"a\":\"x\ud83d")).containsExactly(Map.entry("a", "x"));
		assertThat(PartialJson.object("{\"a\":\"x\ud83d\ude00")).containsExactly(Map.entry("a", "x😀"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", " ", "null", "true", "7", "\"text\"", "[1,2]", "]", "}", "{]", "{\"a\" 1}", "nonsense" })
	void whatIsNoBeginningOfAnObjectGivesNothing(String text) {
		assertThat(PartialJson.object(text)).isEmpty();
	}

	@Test
	void nestingBeyondTheBoundGivesNothingAndDoesNotOverflowTheStack() {
		assertThat(PartialJson.object("{\"a\":" + "[".repeat(20_000))).isEmpty();
	}

	@Test
	void everyPrefixOfRandomDocumentsIsABeginningOfTheWhole() {
		Random random = new Random(20260714);
		for (int round = 0; round < 60; round++) {
			Map<String, Object> document = object(random, 3);
			String json = Json.text(document);
			for (int cut = 0; cut <= json.length(); cut++) {
				String prefix = json.substring(0, cut);
				assertThat(isBeginning(PartialJson.object(prefix), document)).as(prefix).isTrue();
			}
			assertThat(PartialJson.object(json)).isEqualTo(document);
		}
	}

	@Test
	void whatWasReadOnceIsNotLostWhenMoreArrives() {
		Random random = new Random(7);
		for (int round = 0; round < 30; round++) {
			Map<String, Object> document = Map.of("text", TEXTS[round % TEXTS.length], "list", list(random, 2));
			String json = Json.text(document);
			Map<String, ?> before = Map.of();
			for (int cut = 0; cut <= json.length(); cut++) {
				Map<String, ?> now = PartialJson.object(json.substring(0, cut));
				assertThat(now.keySet()).as(json.substring(0, cut)).containsAll(before.keySet());
				if (before.get("text") instanceof String text) {
					assertThat((String) now.get("text")).startsWith(text);
				}
				before = now;
			}
		}
	}

	private static boolean isBeginning(Object part, Object whole) {
		if (part instanceof Map<?, ?> some && whole instanceof Map<?, ?> all) {
			return some.entrySet()
				.stream()
				.allMatch((entry) -> all.containsKey(entry.getKey())
						&& isBeginning(entry.getValue(), all.get(entry.getKey())));
		}
		if (part instanceof List<?> some && whole instanceof List<?> all) {
			Iterator<?> rest = all.iterator();
			return some.size() <= all.size() && some.stream().allMatch((item) -> isBeginning(item, rest.next()));
		}
		if (part instanceof Number && whole instanceof Number) {
			return whole.toString().startsWith(part.toString().replaceFirst("\\.0$", ""));
		}
		if (part instanceof String some && whole instanceof String all) {
			return all.startsWith(some);
		}
		return (part == null) ? whole == null : part.equals(whole);
	}

	private static Map<String, Object> object(Random random, int depth) {
		Map<String, Object> object = new LinkedHashMap<>();
		for (int i = random.nextInt(5); i > 0; i--) {
			object.put("k" + i + TEXTS[random.nextInt(TEXTS.length)], value(random, depth));
		}
		return object;
	}

	private static List<Object> list(Random random, int depth) {
		List<Object> list = new ArrayList<>();
		for (int i = random.nextInt(4); i > 0; i--) {
			list.add(value(random, depth));
		}
		return list;
	}

	private static Object value(Random random, int depth) {
		return switch (random.nextInt((depth > 0) ? 6 : 4)) {
			case 0 -> TEXTS[random.nextInt(TEXTS.length)];
			case 1 -> random.nextInt(10_000) - 5_000;
			case 2 -> random.nextBoolean();
			case 3 -> random.nextInt(1000) + 0.5;
			case 4 -> object(random, depth - 1);
			default -> list(random, depth - 1);
		};
	}

}
