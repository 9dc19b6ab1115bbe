package nl.tec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The boundaries of the modules (ARCHITECTURE.md): no module uses the inside of another, and there are no circles. */
class ModulesTest {

    private static final ApplicationModules MODULES = ProgramClasses.modules();

    @Test
    void modulesUsePublicApisOfOthersOnly() {
        MODULES.verify();
    }

    @Test
    void aModuleUsesOnlyThoseBeforeItInTheTable() throws IOException {
        List<String> table = Pattern.compile("(?m)^\\| `([a-z]+)` \\|")
                .matcher(Files.readString(Path.of("ARCHITECTURE.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(MODULES.stream().map(ModulesTest::name)).containsExactlyInAnyOrderElementsOf(table);
        for (ApplicationModule module : MODULES) {
            assertThat(module.getDirectDependencies(MODULES)
                            .uniqueModules()
                            .map(ModulesTest::name)
                            .toList())
                    .as("what " + name(module) + " uses")
                    .isSubsetOf(table.subList(0, table.indexOf(name(module))));
        }
    }

    /** Controllers and templates use public APIs only, also of their own module, so that another module can do the same. */
    @Test
    void pagesUsePublicApisOnly() throws IOException {
        noClasses()
                .that()
                .resideInAPackage("..web..")
                .and()
                .haveSimpleNameNotContaining("__") // made by the build
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..internal..")
                .check(ProgramClasses.ALL);
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
            assertThat(templates
                            .filter(Files::isRegularFile)
                            .filter(template -> !template.endsWith(
                                    "declarationPaper.jte"))) // a document, made by the inside of its module
                    .allSatisfy(template -> assertThat(template).content().doesNotContain(".internal."));
        }
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
