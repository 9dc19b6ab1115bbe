package nl.tec.planning;

import static nl.tec.planning.PlanFixture.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.planning.PlanInstance.Absence;
import nl.tec.planning.PlanInstance.Bus;
import nl.tec.planning.PlanInstance.Daypart;
import nl.tec.planning.PlanInstance.Week;
import nl.tec.planning.PlanSolution.Assignment;
import nl.tec.planning.PlanSolution.HeldSession;
import nl.tec.planning.PlanSolution.Reason;
import nl.tec.planning.PlanSolution.Trip;
import nl.tec.planning.PlanSolution.Unmet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files exchanged between the program and the solver are read strictly and written atomically. */
class PlanFilesTest {

    @TempDir
    Path folder;

    private static PlanInstance instance() {
        return new PlanFixture()
                .activity("drones", Map.of("robotics", 1, "laser", 1), Map.of("drone", 2))
                .equipment("drone", 2)
                .person(PlanFixture.person(
                        "anna",
                        Set.of("robotics", "laser"),
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        10,
                        List.of(new Absence(MONDAY.atTime(12, 0), MONDAY.atTime(17, 0))),
                        Map.of("2027-W37", 2)))
                .bus("yellow")
                .bus(new Bus(
                        "lent",
                        20,
                        LocalTime.of(8, 0),
                        LocalTime.of(17, 0),
                        List.of(new Absence(
                                MONDAY.atTime(9, 0), MONDAY.plusDays(1).atTime(11, 0)))))
                .candidate(7, "robots", "red", MONDAY, "09:00")
                .candidate(8, "drones", "hall", MONDAY.plusDays(1), "13:00", 2, 60)
                .wish("a", "near", "n7", "robots", "drones")
                .but(PlanFixture.notOn(MONDAY.plusDays(2)))
                .but(PlanFixture.only(Daypart.AFTERNOON))
                .wish("b", "far", "f7", "drones")
                .but(PlanFixture.together("a"))
                .but(PlanFixture.inWeeks(new Week("2027-W36", 1), new Week("2026-W53", 0)))
                .wish("c", "far", "f2/3", "drones")
                .but(PlanFixture.ofGrades(3, 2, 3))
                .lag("7-8", 3)
                .pin("a", 7)
                .forbid("b", 7)
                .previous("b", 8)
                .instance();
    }

    @Test
    void anInstanceIsReadAsItWasWritten() throws IOException {
        Path file = folder.resolve("instance.json");
        PlanFiles.write(instance(), file);
        assertThat(PlanFiles.readInstance(file)).isEqualTo(instance());
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aPlanIsReadAsItWasWritten() throws IOException {
        PlanSolution plan = new PlanSolution(
                List.of(new Assignment("a", 7, null), new Assignment("b", 8, "t1")),
                List.of(new HeldSession(7, List.of("anna")), new HeldSession(8, List.of())),
                List.of(new Trip("t1", "yellow")),
                Map.of("met", 3.0),
                List.of("met"),
                List.of(
                        new Unmet("c", List.of(new Reason(Obstacle.CLASS_ELSEWHERE, 2, "help"))),
                        new Unmet("d", List.of())));
        Path file = folder.resolve("plan.json");
        PlanFiles.write(plan, file);
        assertThat(PlanFiles.readSolution(file)).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "tec-plan/1"                   | "tec-plan/9"                   | format
            "schoolYear":                  | "year":                        | schoolYear
            "room":"red"                   | "room":"green"                 | candidates[0].room
            "venue":"works","start"        | "venue":"hub","start"          | candidates[1].venue
            "activity":"robots"            | "activity":"swimming"          | candidates[0].activity
            "start":"2027-09-06T09:00"     | "start":"2027-09-31T09:00"     | candidates[0].start
            "start":"2027-09-06T09:00"     | "start":"2027-09-06"           | candidates[0].start
            "end":"2027-09-06T10:30"       | "end":"2027-09-06T08:30"       | candidates[0].end
            "occupiedFrom":"2027-09-06T08:45" | "occupiedFrom":"2027-09-05T08:45" | candidates[0].occupiedFrom
            "occupiedUntil":"2027-09-06T10:45" | "occupiedUntil":"2027-09-06T10:15" | candidates[0].occupiedUntil
            "classes":2                    | "classes":0                    | candidates[1].classes
            "id":8,"activity"              | "id":7,"activity"              | candidates[1].id
            "id":7,"activity"              | "id":7.5,"activity"            | candidates[0].id
            "pupils":24                    | "pupils":-1                    | wishes[0].pupils
            "pupils":24                    | "pupils":"24"                  | wishes[0].pupils
            "adults":4                     | "adults":99999999999999999999  | wishes[0].adults
            "school":"near","class"        | "school":"moon","class"        | wishes[0].school
            ["robots","drones"]            | ["robots","swimming"]          | wishes[0].activities[1]
            ["robots","drones"]            | ["robots","robots"]            | wishes[0].activities
            "week":"2026-W53"              | "week":"2027-W53"              | wishes[1].weeks[1].week
            "week":"2026-W53"              | "week":"2027-W36"              | wishes[1].weeks
            "rank":1                       | "rank":-1                      | wishes[1].weeks[0].rank
            ["2027-09-08"]                 | ["2027-09-32"]                 | wishes[0].notDates[0]
            ["afternoon"]                  | ["night"]                      | wishes[0].dayparts[0]
            "together":"a"                 | "together":"b"                 | wishes[1].together
            "quantity":2                   | "quantity":-2                  | equipment[0].quantity
            "equipment":{"drone":2}        | "equipment":{"kite":2}         | activities[0].equipment
            "grades":[3,8]                 | "grades":[8,3]                 | activities[0].grades
            "weekdays":[0,                 | "weekdays":[7,                 | staff[0].weekdays[0]
            "maxPerWeek":10                | "maxPerWeek":null              | staff[0].maxPerWeek
            ["2027-09-06T12:00",           | ["2027-09-06T18:00",           | staff[0].absences[0]
            "maxInWeek":{"2027-W37":2}     | "maxInWeek":{"2027-W53":2}     | staff[0].maxInWeek
            "maxInWeek":{"2027-W37":2}     | "maxInWeek":{"2027-W37":-2}    | staff[0].maxInWeek.2027-W37
            ["2027-09-06T09:00",           | ["2027-09-08T09:00",           | buses[1].absences[0]
            "grades":[2,3]                 | "grades":[2,4]                 | wishes[2].grades
            "from":"08:00","until":"17:00","not" | "from":"25:00","until":"17:00","not" | staff[0].from
            "seats":53,"from":"08:00"      | "seats":53,"from":"18:00"      | buses[0].until
            "hours":{"0":["08:30","15:00"] | "hours":{"0":["08:30","08:15"] | schools[0].hours
            "mode":"walk"                  | "mode":"fly"                   | travel[0].mode
            "km":5.0                       | "km":-5.0                      | travel[0].km
            "school":"near","venue":"hub"  | "school":"far","venue":"hub"   | travel[2]
            [["far","beyond",5]]           | [["far","moon",5]]             | near[0][1]
            "lag":{"7-8":3}                | "lag":{"7-8":-3}               | lag.7-8
            "pins":[{"wish":"a","candidate":7}] | "pins":[{"wish":"a","candidate":9}] | pins[0].candidate
            "previous":[{"wish":"b"        | "previous":[{"wish":"z"        | previous[0].wish
            "boardingMinutes":5            | "boardingMinutes":-5           | boardingMinutes
            """)
    void invalidValuesAreRefusedWithTheirField(String right, String wrong, String field) throws IOException {
        Path file = folder.resolve("instance.json");
        PlanFiles.write(instance(), file);
        String text = Files.readString(file);
        assertThat(text).contains(right);
        int at = text.indexOf(right);
        Files.writeString(file, text.substring(0, at) + wrong + text.substring(at + right.length()));
        assertThatExceptionOfType(InvalidPlanFile.class)
                .isThrownBy(() -> PlanFiles.readInstance(file))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void aSchoolThatCannotGetThereIsRefused() throws IOException {
        Path file = folder.resolve("instance.json");
        PlanInstance all = instance();
        PlanFiles.write(all, file);
        String text = Files.readString(file);
        int at = text.indexOf("{\"school\":\"near\",\"venue\":\"works\"");
        int end = text.indexOf('}', at);
        Files.writeString(file, text.substring(0, at) + text.substring(end + 2));
        assertThatExceptionOfType(InvalidPlanFile.class)
                .isThrownBy(() -> PlanFiles.readInstance(file))
                .withMessage("travel: has no way from near to works");
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        Path whole = folder.resolve("instance.json");
        PlanFiles.write(instance(), whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path half = folder.resolve("half.json");
        for (int length = 0; length < bytes.length - 1; length += 97) {
            Files.write(half, java.util.Arrays.copyOf(bytes, length));
            assertThatExceptionOfType(InvalidPlanFile.class).isThrownBy(() -> PlanFiles.readInstance(half));
            assertThatExceptionOfType(InvalidPlanFile.class).isThrownBy(() -> PlanFiles.readSolution(half));
        }
        Files.write(half, "null".getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(InvalidPlanFile.class).isThrownBy(() -> PlanFiles.readInstance(half));
    }
}
