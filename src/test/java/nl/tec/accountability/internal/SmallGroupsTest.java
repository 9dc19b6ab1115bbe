package nl.tec.accountability.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import nl.tec.reach.SchoolGroup;
import nl.tec.shared.Sector;
import org.junit.jupiter.api.Test;

/** No row of the open data is of fewer than five pupils of a group, and sums stay the same (rules 2.14). */
class SmallGroupsTest {

    private static SchoolGroup group(long site, Sector sector, int grade, long pupils, long reached) {
        return new SchoolGroup(
                site, "99AB0" + site, "School " + site, "Deventer", "7411", sector, grade, pupils, reached);
    }

    private static List<String> joined(SchoolGroup... groups) {
        return SmallGroups.join(List.of(groups)).stream()
                .map(group -> group.siteId() + " " + SmallGroups.grade(group) + ": " + group.pupils() + ", "
                        + group.reached())
                .toList();
    }

    @Test
    void smallGroupsOfASchoolAreOneRow_andTheOthersStay() {
        assertThat(joined(
                        group(1, Sector.PO, 5, 24, 20),
                        group(1, Sector.PO, 6, 3, 0),
                        group(1, Sector.PO, 7, 25, 4),
                        group(1, Sector.PO, 8, 22, 0),
                        group(2, Sector.PO, 7, 25, 25),
                        group(2, Sector.PO, 8, 24, 0)))
                .containsExactly("1 8: 22, 0", "1 null: 52, 24", "2 7: 25, 25", "2 8: 24, 0");
    }

    @Test
    void oneSmallGroupIsNotFoundByWhichOneIsMissing() {
        assertThat(joined(group(1, Sector.PO, 6, 21, 0), group(1, Sector.PO, 7, 4, 0), group(1, Sector.PO, 8, 22, 0)))
                .containsExactly("1 8: 22, 0", "1 null: 25, 0");
    }

    @Test
    void aClassOfWhichAFewCame_alone_isJoinedWithoutLosingTheWholeSchool() {
        assertThat(joined(group(1, Sector.PO, 6, 21, 0), group(1, Sector.PO, 7, 25, 3), group(1, Sector.PO, 8, 22, 0)))
                .containsExactly("1 8: 22, 0", "1 null: 46, 3");
    }

    @Test
    void specialEducationIsAlwaysOneRowPerSchool() {
        assertThat(joined(group(1, Sector.SO, 7, 12, 12), group(1, Sector.SO, 8, 9, 0), group(2, Sector.SO, 8, 6, 6)))
                .containsExactly("1 null: 21, 12", "2 null: 6, 6");
    }

    @Test
    void sumsBySchoolStay_andNoGroupIsSmall() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<SchoolGroup> groups = new ArrayList<>();
            for (int site = 1; site <= 3; site++) {
                for (int grade = 1; grade <= 1 + random.nextInt(8); grade++) {
                    long pupils = random.nextInt(12);
                    groups.add(group(site, Sector.PO, grade, pupils, pupils == 0 ? 0 : random.nextLong(pupils + 1)));
                }
            }
            List<SchoolGroup> rows = SmallGroups.join(groups);
            assertThat(sums(rows)).as("%s", groups).isEqualTo(sums(groups));
            assertThat(rows)
                    .as("%s", groups)
                    .filteredOn(row -> SmallGroups.grade(row) != null)
                    .allSatisfy(row -> {
                        assertThat(row.pupils()).isNotIn(1L, 2L, 3L, 4L);
                        assertThat(row.reached()).isNotIn(1L, 2L, 3L, 4L);
                    });
        }
    }

    private static List<List<Long>> sums(List<SchoolGroup> rows) {
        Long[][] sums = new Long[4][2];
        Arrays.stream(sums).forEach(sum -> Arrays.fill(sum, 0L));
        rows.forEach(row -> {
            sums[(int) row.siteId()][0] += row.pupils();
            sums[(int) row.siteId()][1] += row.reached();
        });
        return Arrays.stream(sums).map(List::of).toList();
    }
}
