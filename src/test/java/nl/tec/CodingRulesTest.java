package nl.tec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Habits that cost us dearly once, and are easily forgotten. */
class CodingRulesTest {

    /** The stream of a query keeps its connection until it is closed; unclosed ones empty the pool. */
    @Test
    void queriesAnswerListsAndNoStreams() {
        noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .because("the connection stays open until the stream is closed; say list()")
                .check(ProgramClasses.ALL);
    }
}
