package nl.tec.bookings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages and other modules ask bookings by its public API, which knows no SQL. */
class PublicApiTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("nl.tec.bookings");

    @Test
    void pagesUseThePublicApiOnly() throws IOException {
        noClasses()
                .that()
                .resideInAPackage("nl.tec.bookings.web")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..internal..")
                .check(CLASSES);
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte/bookings"))) {
            assertThat(templates.filter(Files::isRegularFile))
                    .allSatisfy(template -> assertThat(template).content().doesNotContain(".internal."));
        }
    }

    @Test
    void thePublicApiKnowsNoSql() {
        noClasses()
                .that()
                .resideInAPackage("nl.tec.bookings")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .check(CLASSES);
    }
}
