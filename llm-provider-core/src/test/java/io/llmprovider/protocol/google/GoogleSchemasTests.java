package io.llmprovider.protocol.google;

import java.util.ArrayList;
import java.util.List;

import io.llmprovider.chat.Warning;
import io.llmprovider.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.llmprovider.protocol.google.GoogleFixtures.json;
import static org.assertj.core.api.Assertions.assertThat;

class GoogleSchemasTests {

	/** JSON Schema, written with single quotes; Google's schema; what is lost. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { //
			// What is the same in both.
			"`{'type':'string','minLength':1,'maxLength':3,'pattern':'a+','title':'T','description':'D'}` | "
					+ "`{'minLength':1,'maxLength':3,'pattern':'a+','title':'T','description':'D','type':'STRING'}` | `[]`",
			"`{'type':'array','items':{'type':'integer','minimum':1,'maximum':9,'format':'int32'},'minItems':1,'maxItems':2}` | "
					+ "`{'minItems':1,'maxItems':2,'type':'ARRAY','items':{'minimum':1,'maximum':9,'format':'int32','type':'INTEGER'}}` | `[]`",
			// const
			"`{'const':'a'}` | " + "`{'enum':['a'],'type':'STRING'}` | `[]`",
			"`{'type':'string','enum':['a','b',null]}` | "
					+ "`{'nullable':true,'enum':['a','b'],'type':'STRING'}` | `[]`",
			// Values that are no texts.
			"`{'type':'integer','enum':[1,2],'description':'How many'}` | "
					+ "`{'type':'INTEGER','description':'How many (One of: 1, 2)'}` | `[values that are no texts]`",
			"`{'const':true}` | "
					+ "`{'type':'BOOLEAN','description':'(One of: true)'}` | `[values that are no texts]`",
			// Types.
			"`{'type':['string','null']}` | " + "`{'nullable':true,'type':'STRING'}` | `[]`",
			"`{'type':['string','integer']}` | " + "`{'anyOf':[{'type':'STRING'},{'type':'INTEGER'}]}` | `[]`",
			"`{'type':['array','null'],'items':{'type':'string'}}` | "
					+ "`{'nullable':true,'type':'ARRAY','items':{'type':'STRING'}}` | `[]`",
			"`{'properties':{'a':{'type':'string'}}}` | "
					+ "`{'type':'OBJECT','properties':{'a':{'type':'STRING'}}}` | `[]`",
			// Alternatives.
			"`{'oneOf':[{'type':'string'},{'type':'integer'}]}` | "
					+ "`{'anyOf':[{'type':'STRING'},{'type':'INTEGER'}]}` | `[]`",
			"`{'anyOf':[{'type':'string','description':'D'},{'type':'null'}]}` | "
					+ "`{'nullable':true,'description':'D','type':'STRING'}` | `[]`",
			// allOf
			"`{'allOf':[{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},{'properties':{'b':{'type':'string'}},'required':['b']}]}` | "
					+ "`{'type':'OBJECT','properties':{'b':{'type':'STRING'},'a':{'type':'STRING'}},'required':['a','b']}` | `[]`",
			// References.
			"`{'type':'object','properties':{'a':{'$ref':'#/$defs/x','description':'D'}},'$defs':{'x':{'type':'string'}}}` | "
					+ "`{'type':'OBJECT','properties':{'a':{'type':'STRING','description':'D'}}}` | `[]`",
			"`{'$ref':'#/definitions/x','definitions':{'x':{'type':'object','properties':{'n':{'$ref':'#/definitions/x'}}}}}` | "
					+ "`{'type':'OBJECT','properties':{'n':{'type':'OBJECT'}}}` | `[recursion]`",
			"`{'$ref':'#/$defs/none'}` | " + "`{'type':'OBJECT'}` | `[$ref #/$defs/none]`",
			// Objects.
			"`{'type':'object','properties':{'a':{'type':'string'}},'required':['a','gone'],'additionalProperties':false,'$schema':'x'}` | "
					+ "`{'type':'OBJECT','properties':{'a':{'type':'STRING'}},'required':['a']}` | `[]`",
			"`{'type':'object','additionalProperties':{'type':'string'}}` | "
					+ "`{'type':'OBJECT'}` | `[additionalProperties]`",
			"`{'type':'object','patternProperties':{'a':{'type':'string'}},'not':{'type':'null'}}` | "
					+ "`{'type':'OBJECT'}` | `[patternProperties, not]`",
			"`{'type':'object','if':{},'then':{},'else':{}}` | " + "`{'type':'OBJECT'}` | `[if, then, else]`",
			// Bounds.
			"`{'type':'integer','exclusiveMinimum':0,'exclusiveMaximum':10}` | "
					+ "`{'type':'INTEGER','minimum':1,'maximum':9}` | `[]`",
			"`{'type':'number','exclusiveMinimum':0}` | " + "`{'type':'NUMBER'}` | `[exclusiveMinimum]`",
			// Formats.
			"`{'type':'string','format':'date-time'}` | " + "`{'format':'date-time','type':'STRING'}` | `[]`",
			"`{'type':'string','format':'email'}` | " + "`{'type':'STRING','description':'(Format: email)'}` | `[]`",
			// Lists.
			"`{'type':'array','prefixItems':[{'type':'string'},{'type':'integer'}]}` | "
					+ "`{'type':'ARRAY','items':{'anyOf':[{'type':'STRING'},{'type':'INTEGER'}]}}` | `[prefixItems]`",
			"`{'type':'array'}` | " + "`{'type':'ARRAY','items':{'type':'STRING'}}` | `[a value of any type]`",
			// Anything.
			"`{}` | " + "`{'type':'STRING'}` | `[a value of any type]`",
			"`{'type':'object','properties':{'a':true}}` | "
					+ "`{'type':'OBJECT','properties':{'a':{'type':'STRING'}}}` | `[a schema that is true]`" })
	void aSchemaIsWrittenInGooglesWords(String given, String expected, String lost) {
		GoogleSchemas converted = new GoogleSchemas(Json.object(json(given)));
		assertThat(json(Json.text(converted.schema()))).isEqualTo(json(expected));
		assertThat(converted.lost()).hasToString(lost);
	}

	@ParameterizedTest
	@CsvSource({ "gemini-2.0-flash, false, 1", "gemini-2.5-flash, true, 0", "gemini-3-pro-preview, true, 0",
			"gemma-3-27b-it, false, 1", "claude-sonnet-4-5, false, 1" })
	void aModelThatReadsJsonSchemaGetsWhatGoogleHasNoWordFor(String model, boolean full, int warnings) {
		String given = "{'$schema':'x','type':'object','properties':{'a':{'not':{'type':'null'},'type':'string'}}}";
		GoogleSchema schema = GoogleSchema.of(Json.object(json(given)), GoogleModel.of(model));
		assertThat(schema.isFull()).isEqualTo(full);
		assertThat(schema.schema()).doesNotContainKey("$schema");
		assertThat(Json.text(schema.schema()).contains("not")).isEqualTo(full);
		List<Warning> said = new ArrayList<>();
		schema.warn("tool 'x'", said);
		assertThat(said).hasSize(warnings);
	}

	@Test
	void deepReferencesEnd() {
		StringBuilder schema = new StringBuilder("{'$defs':{");
		for (int i = 0; i < 30; i++) {
			schema.append(i > 0 ? "," : "")
				.append("'d%d':{'type':'object','properties':{'a':{'$ref':'#/$defs/d%d'}}}".formatted(i, (i + 1) % 30));
		}
		GoogleSchemas converted = new GoogleSchemas(Json.object(json(schema + "},'$ref':'#/$defs/d0'}")));
		assertThat(converted.lost()).containsExactly("recursion");
	}

}
