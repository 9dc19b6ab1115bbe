package nl.tec.bookings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import nl.tec.ProgramClasses;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pages and other modules use the public API of bookings, which does not depend on SQL. */
class PublicApiTest {

    @Test
    void pagesUseThePublicApiOnly() throws IOException {
        noClasses()
                .that()
                .resideInAPackage("nl.tec.bookings.web")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..internal..")
                .check(ProgramClasses.ALL);
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
                .check(ProgramClasses.ALL);
    }
}
