package io.llmprovider.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules for the rooms below one root package. The root is a parameter so that the
 * rules themselves can be tested on a small tree that breaks them.
 */
final class Rooms {

	/** From the top of the house to its cellar: a room may use those after it. */
	static final List<String> IN_ORDER = List.of("provider", "catalog", "oauth", "transport", "retry", "auth",
			"handover", "protocol", "error", "chat", "model", "json");

	/** Protocols that say of themselves that they deviate from another one. */
	static final Map<String, Set<String>> EXTENSIONS = Map.of("mistral", Set.of("openai"), "vertex",
			Set.of("google", "anthropic"));

	private final String root;

	Rooms(String root) {
		this.root = root;
	}

	ArchRule eachUsesOnlyThoseBelow() {
		Architectures.LayeredArchitecture house = Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.withOptionalLayers(true);
		for (String room : IN_ORDER) {
			house = house.layer(room).definedBy(room(room));
		}
		for (int i = 0; i < IN_ORDER.size(); i++) {
			String[] below = IN_ORDER.subList(i + 1, IN_ORDER.size()).toArray(String[]::new);
			house = (below.length > 0) ? house.whereLayer(IN_ORDER.get(i)).mayOnlyAccessLayers(below)
					: house.whereLayer(IN_ORDER.get(i)).mayNotAccessAnyLayer();
		}
		return house;
	}

	ArchRule holdEveryClass() {
		return classes().should()
			.resideInAnyPackage(IN_ORDER.stream().map(this::room).toArray(String[]::new))
			.as("every class is in one of the rooms " + IN_ORDER);
	}

	ArchRule haveNoCycles() {
		return slices().matching(this.root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
	}

	ArchRule doNotKnowSpringBoot() {
		return noClasses().should().dependOnClassesThat().resideInAPackage("org.springframework.boot..");
	}

	ArchRule protocolDoesNoInputOrOutput() {
		return noClasses().that()
			.resideInAPackage(room("protocol"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.web..", "org.springframework.http..", "reactor.netty..",
					"io.netty..")
			.allowEmptyShould(true);
	}

	ArchRule transportSeesNoJson() {
		return noClasses().that()
			.resideInAPackage(room("transport"))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..", room("json"))
			.allowEmptyShould(true);
	}

	ArchRule protocolsAreStrangers() {
		return classes().that()
			.resideInAPackage(this.root + ".protocol.*..")
			.should(useNoOtherProtocolThan(EXTENSIONS))
			.allowEmptyShould(true);
	}

	static ArchRule packagesAreNullMarked() {
		return classes().that(DescribedPredicate.describe("are not package-info", (type) -> !isPackageInfo(type)))
			.should(resideInANullMarkedPackage());
	}

	private String room(String name) {
		return this.root + "." + name + "..";
	}

	private ArchCondition<JavaClass> useNoOtherProtocolThan(Map<String, Set<String>> extensions) {
		return new ArchCondition<>("use no other protocol, but for declared extensions " + extensions) {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				String own = protocolOf(type);
				Set<String> extended = extensions.getOrDefault(own, Set.of());
				for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
					String other = protocolOf(dependency.getTargetClass());
					if (!other.isEmpty() && !other.equals(own) && !extended.contains(other)) {
						events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
					}
				}
			}
		};
	}

	/**
	 * The first package below {@code protocol}, or an empty string.
	 */
	private String protocolOf(JavaClass type) {
		String prefix = this.root + ".protocol.";
		String name = type.getPackageName();
		return name.startsWith(prefix) ? name.substring(prefix.length()).split("\\.", 2)[0] : "";
	}

	private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
		return new ArchCondition<>("reside in a package that is @NullMarked") {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
					events.add(SimpleConditionEvent.violated(type,
							"Package " + type.getPackageName() + " of " + type.getName() + " is not @NullMarked"));
				}
			}
		};
	}

	private static boolean isPackageInfo(JavaClass type) {
		return type.getSimpleName().equals("package-info");
	}

}
