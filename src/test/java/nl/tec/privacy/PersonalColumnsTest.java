package nl.tec.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.TecTest;
import nl.tec.accounts.Holding;
import nl.tec.accounts.PersonalRecords;
import nl.tec.hub.Texts;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every column that may contain personal data is declared by its module (rules 8): so it is in the register of processing, with a
 * deliberate retention term.
 */
@TecTest
class PersonalColumnsTest {

    private static final String NAMED_LIKE_PERSONAL_DATA =
            "(^|_)(name|email|mail|phone|mobile|address|street|house_number|postcode"
                    + "|born|birthday|iban|bsn|recipient|browser|contact|password_hash|email_hash|address_hash|network_hash|question|words|note"
                    + "|body|reason|remark|comment|detail|payload|content|photo)$";

    /** The names of things, addresses of organisations, and public reasons for changes of the programme. */
    private static final Set<String> NOT_OF_PEOPLE = Set.of(
            "annual_account_version.content",
            "annual_account_version.reason",
            "api_key.name",
            "budget_scenario.name",
            "closed_day.reason",
            "funding_programme.name",
            "funding_source.name",
            "import_batch.file_name",
            "import_file.content",
            "import_file.name",
            "import_run.file_name",
            "knowledge_file.content",
            "knowledge_file.name",
            "knowledge_file.words",
            "kpi_note.words",
            "ledger_import.file_name",
            "ledger_upload.file_name",
            "maintenance.reason",
            "municipality.name",
            "neighbour.address",
            "neighbour_booking.reason", // the reason of a refusal by another hub
            "offer.postcode",
            "offer.street",
            "organisation.email",
            "organisation.house_number",
            "organisation.name",
            "organisation.phone",
            "organisation.postcode",
            "organisation.street",
            "partner_import.file_name",
            "plan_proposal.name",
            "price_rule.name",
            "project_step_change.reason",
            "public_holiday.name",
            "resource.name",
            "scheduled_tasks.task_name",
            "science_plan.words",
            "screen_link.name",
            "session.cancel_reason",
            "session.note",
            "session_change.reason",
            "skill.name",
            "stored_file.content",
            "submission.note",
            "submission_date.cancel_reason",
            "submission_source.address",
            "submission_upload.content",
            "submission_upload.file_name",
            "venue.phone",
            "venue.postcode",
            "venue.street",
            "venue_closed.reason",
            "visit_quantity.note",
            "webhook.address");

    @Autowired
    HeldRecords held;

    @Autowired
    List<PersonalRecords> modules;

    @Autowired
    Texts texts;

    @Autowired
    JdbcClient jdbc;

    @Test
    void everyColumnNamedLikePersonalDataIsDeclared() {
        Set<String> declared = declared();
        assertThat(columns(NAMED_LIKE_PERSONAL_DATA))
                .as("declare it in the PersonalRecords of its module, or say here that it is not of people")
                .isNotEmpty()
                .allSatisfy(column -> assertThat(declared.contains(column) || NOT_OF_PEOPLE.contains(column))
                        .as(column)
                        .isTrue());
        assertThat(NOT_OF_PEOPLE).isSubsetOf(columns("")).doesNotContainAnyElementsOf(declared);
    }

    @Test
    void aDeclaredColumnIsThere_andOfTheModuleThatDeclaresIt() throws IOException {
        assertThat(columns("")).containsAll(declared());
        String owners = Files.readString(Path.of("docs/database.md"));
        for (PersonalRecords module : modules) {
            String name = module.getClass().getPackageName().replaceAll("nl\\.tec\\.(\\w+).*", "$1");
            String tables = Pattern.compile("(?m)^\\| `" + name + "` \\| (.*) \\|$")
                    .matcher(owners)
                    .results()
                    .map(row -> row.group(1))
                    .collect(Collectors.joining());
            module.holdings()
                    .forEach(holding -> assertThat(holding.columns())
                            .as(name + ": " + holding.key())
                            .allSatisfy(column -> assertThat(tables).contains("`" + column.split("\\.")[0] + "`")));
        }
    }

    @Test
    void everyHoldingHasOneKey_andIsExplainedInBothLanguages() {
        List<String> keys = held.holdings().stream().map(Holding::key).toList();
        assertThat(keys).doesNotHaveDuplicates();
        for (String key : keys) {
            for (Locale language : Texts.LANGUAGES) {
                assertThat(texts.find(language, "held." + key + ".what"))
                        .as(key)
                        .isPresent();
                assertThat(texts.find(language, "held." + key + ".why")).as(key).isPresent();
            }
        }
        Stream.of(
                        Holding.Subject.values(),
                        Holding.Basis.values(),
                        Holding.Viewer.values(),
                        nl.tec.accounts.RetentionTerm.Since.values())
                .flatMap(Stream::of)
                .forEach(constant ->
                        assertThat(texts.label(Texts.DUTCH, constant)).isNotEqualTo(""));
    }

    private Set<String> declared() {
        return held.holdings().stream()
                .flatMap(holding -> holding.columns().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the text columns that match the pattern, as {@code table.column}; an empty pattern returns all columns. */
    private Set<String> columns(String pattern) {
        return new TreeSet<>(
                jdbc.sql("""
                        select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
                         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
                           and (:pattern = '' or a.attname ~ :pattern
                                and a.atttypid in ('text'::regtype, 'bytea'::regtype, 'jsonb'::regtype, 'json'::regtype, 'varchar'::regtype))
                        """).param("pattern", pattern).query(String.class).list());
    }
}
