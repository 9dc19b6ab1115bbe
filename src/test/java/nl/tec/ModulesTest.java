package nl.tec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The boundaries of the house (ARCHITECTURE.md): no module reaches into another's inside, none know each other both ways. */
class ModulesTest {

    private static final ApplicationModules MODULES = ProgramClasses.modules();

    @Test
    void modulesKeepToTheirRooms() {
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

    /** Pages do what a public API offers, of their own module too; so whoever comes next finds it there. */
    @Test
    void pagesUsePublicApisOnly() {
        noClasses()
                .that()
                .resideInAPackage("..web..")
                .and()
                .haveSimpleNameNotContaining("__") // made by the build
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..internal..")
                .check(ProgramClasses.ALL);
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }
}
