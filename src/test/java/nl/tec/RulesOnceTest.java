package nl.tec;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A rule that was once stated twice, and then differed, is stated in one place. What gives it away, and where it may be. */
class RulesOnceTest {

    private static final Path SOURCES = Path.of("src/main/java/nl/tec");

    private static final Map<String, List<String>> PLACES = Map.ofEntries(
            // reached pupils (rules 2); the demo hub writes the tables behind it
            entry("reach_cohort|class_booked|individual_visit|other_pupils", List.of("reach/", "bookings/", "demo/")),
            entry("class_visit\\b", List.of("reach/", "steering/internal/VisitEvidence.java")),
            // which bookings hold seats, are active or are expected: booking_holds_seats, booking_active,
            // booking_expected in SQL
            entry("state (not )?in \\([^)]*'(HELD|CONFIRMED|EXPIRED)'", List.of()),
            // words of a search in a like pattern; the next free slug
            entry("%_\\]\\)|replace\\(\"%\"|n == 1 \\? \\w+ : ", List.of("shared/")),
            // the schools that somebody works at
            entry("memberships\\(\\)\\.stream|::worksAt", List.of("accounts/")),
            // the version of a declaration that counts: declaration_latest_version in SQL
            entry("max\\(number\\)|order by number desc limit 1\\) v", List.of()),
            // no school that day
            entry("(from|join) (organisations_)?(public_holiday|holiday|closed_day)", List.of("organisations/")),
            // distance, travel time, who cycles (rules 4.1)
            entry(
                    "6_?371_?000|111_?195|\\b(toRadians|radians|cosd)\\(",
                    List.of("shared/Coordinates.java", "shared/MapFrame.java")),
            entry("CYCLING_GROUP", List.of("shared/Grade.java")),
            // retention (rules 8.2)
            entry("number\\((HubSettings\\.)?(Setting\\.)?RETENTION_DAYS", List.of("hub/HubSettings.java")),
            // the school year of a day, and whether a school has pupils in it: school_year, enrols_in in SQL
            entry("interval '7 months'|ended_on > make_date", List.of()),
            // how much longer a route is than as the crow flies: road_metres in SQL
            entry("STREET_?FACTOR|\\* 1\\.3\\b", List.of("shared/WayOfTravel.java")),
            // the sign-up that a booking belongs to: booking_sign_up in SQL
            entry("coalesce\\((\\w+\\.)?sign_up_id, ", List.of()),
            // what day it is
            entry("LocalDate\\.now\\(", List.of()),
            // what is a postcode, a telephone number, a web address
            entry("\\[1-9\\]\\[0-9\\]\\{3\\}.*A-Z", List.of("shared/Postcode.java")),
            entry("\\[[^\\]\"]*0-9[^\\]\"]*\\(\\)", List.of("shared/Phone.java")),
            entry("\"https\\?://", List.of("shared/WebAddress.java")));

    @Test
    void eachIsStatedInOnePlace() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                String name = SOURCES.relativize(file).toString();
                String source = Files.readString(file);
                PLACES.forEach((rule, places) -> {
                    if (places.stream().noneMatch(name::startsWith)
                            && Pattern.compile(rule, Pattern.CASE_INSENSITIVE)
                                    .matcher(source)
                                    .find()) {
                        wrong.put(name, rule);
                    }
                });
            }
        }
        assertThat(wrong).isEmpty();
    }
}
