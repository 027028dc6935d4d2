package org.dps4j.demo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of the house: who may import whom. It stands here because only the demo sees every module. */
class ArchitectureTest {

    /** What each module may import of ours, by its package. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "loop", List.of(),
            "testkit", List.of("loop"),
            "protocol", List.of("loop"),
            "device", List.of("protocol", "loop"),
            "dps", List.of("device", "protocol", "loop"),
            "program", List.of("protocol", "loop"),
            "service", List.of("program", "protocol", "loop"),
            "gateway", List.of("program", "protocol", "loop"),
            "example", List.of("dps", "device", "protocol", "loop"),
            "demo", List.of("dps", "service", "program", "device", "protocol", "loop"));

    private static final List<String> FOREIGN_IN_API =
            List.of("org.eclipse.californium", "io.netty", "com.fasterxml.jackson", "org.bouncycastle");

    private static JavaClasses house;

    @BeforeAll
    static void import_every_main_class() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("org.dps4j");
    }

    @Test
    void every_module_is_seen_by_this_test() {
        assertThat(house.stream().map(ArchitectureTest::module))
                .contains(ARROWS.keySet().toArray(String[]::new));
    }

    @TestFactory
    Stream<DynamicTest> a_module_imports_only_what_its_arrow_allows() {
        return ARROWS.entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(arrow.getKey(), () -> {
                    String[] allowed = Stream.concat(Stream.of(arrow.getKey()), arrow.getValue().stream())
                            .map(name -> "org.dps4j." + name + "..")
                            .toArray(String[]::new);

                    noClasses()
                            .that()
                            .resideInAPackage("org.dps4j." + arrow.getKey() + "..")
                            .should()
                            .dependOnClassesThat(resideInAPackage("org.dps4j..")
                                    .and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                            .check(house);
                }));
    }

    @Test
    void the_step_machine_is_pure() {
        noClasses()
                .that()
                .resideInAPackage("org.dps4j.dps.machine..")
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.not(resideInAnyPackage("java..", "org.dps4j.dps..", "org.jspecify.."))
                                .or(resideInAPackage("java.util.concurrent..")))
                .check(house);
    }

    @Test
    void the_cloud_machine_is_pure() {
        noClasses()
                .that()
                .resideInAPackage("org.dps4j.device.cloud.machine..")
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.not(resideInAnyPackage("java..", "org.dps4j.device..", "org.jspecify.."))
                                .or(resideInAPackage("java.util.concurrent..")))
                .check(house);
    }

    @Test
    void observer_and_renewal_are_pure() {
        noClasses()
                .that()
                .resideInAnyPackage("org.dps4j.dps.observer..", "org.dps4j.dps.renewal..")
                .should()
                .dependOnClassesThat(DescribedPredicate.not(resideInAnyPackage(
                                "java..",
                                "org.dps4j.dps..",
                                "org.dps4j.device..",
                                "org.dps4j.protocol.payload..",
                                "org.jspecify.."))
                        .or(resideInAPackage("java.util.concurrent..")))
                .check(house);
    }

    @Test
    void only_pki_sees_bouncycastle() {
        onlyIn("org.dps4j.protocol.pki..", "org.bouncycastle..");
    }

    @Test
    void only_coap_sees_netty() {
        onlyIn("org.dps4j.protocol.coap..", "io.netty..");
    }

    @Test
    void only_coap_sees_scandium() {
        onlyIn("org.dps4j.protocol.coap..", "org.eclipse.californium.scandium..");
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("org.dps4j.(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void packages_are_named_by_the_nouns_of_the_field() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..manager..", "..base..")
                .check(house);
    }

    @Test
    void every_package_is_null_marked() {
        List<String> unmarked = house.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackage)
                .distinct()
                .filter(its -> !its.isAnnotatedWith(NullMarked.class))
                .map(its -> its.getName())
                .sorted()
                .toList();

        assertThat(unmarked).isEmpty();
    }

    @Test
    void the_api_of_a_device_mentions_no_foreign_type() {
        ArchRule rule = classes()
                .that()
                .resideInAnyPackage("org.dps4j.device..", "org.dps4j.dps..")
                .and()
                .arePublic()
                .should(mentionNoForeignTypeInPublicSignatures());

        rule.check(house);
    }

    private static void onlyIn(String home, String foreign) {
        noClasses()
                .that()
                .resideOutsideOfPackages(home, "org.dps4j.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(foreign)
                .check(house);
    }

    private static String module(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }

    private static ArchCondition<JavaClass> mentionNoForeignTypeInPublicSignatures() {
        return new ArchCondition<>("mention no foreign type in public signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getCodeUnits().stream()
                        .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(ArchitectureTest::mentionsForeignType)
                        .forEach(unit -> events.add(SimpleConditionEvent.violated(
                                type, unit.getFullName() + " mentions a type of a library in its signature")));
            }
        };
    }

    private static boolean mentionsForeignType(JavaCodeUnit unit) {
        return Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                .anyMatch(its -> FOREIGN_IN_API.stream().anyMatch(its.getPackageName()::startsWith));
    }
}
