package nl.tec.organisations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Generates from the public registers the files in {@code src/main/resources/demo/} that a hub near Deventer starts with:
 * {@code mvn test -Dtest=RegistersTest -Dtec.regionfiles=write} with the registers available (see {@link OpenData}).
 */
final class RegionFiles {

    private static final Path FOLDER = Path.of("src/main/resources/demo");

    /** The CBS codes of Deventer and its neighbours. */
    private static final String REGION =
            "('0150', '0200', '0213', '0232', '0262', '0177', '0285', '0301', '1742', '1773')";

    private record FactFile(String name, String source, String select) {}

    private static final List<FactFile> FILES = List.of(
            new FactFile(
                    "schools",
                    "Schools of Deventer and nine municipalities around it. Sources: DUO open onderwijsdata (CC0): PO addresses"
                            + " 2026, VO addresses 2020, pupils on 1 October; EduGIS data-nl-scholen 2024, from DUO and BAG:"
                            + " coordinates, addresses of special education. register: which of them name and address come"
                            + " from.",
                    """
                    select s.brin6, o.name, s.sector, s.kind, s.board_number, s.denomination, o.street, o.house_number,
                           o.postcode, o.town, o.website, m.code as municipality_code, m.name as municipality,
                           m.holiday_region as municipality_region, s.holiday_region,
                           case when o.position_from = 'REGISTER' then round(o.latitude::numeric, 6) end as latitude,
                           case when o.position_from = 'REGISTER' then round(o.longitude::numeric, 6) end as longitude,
                           case s.source_rank when 3 then 'ADDRESSES' when 2 then 'PUPILS' else 'COORDINATES' end as register,
                           max(case when e.masked then '<5' else e.pupils::text end)
                             filter (where e.reference_year = 2022) as pupils_2022,
                           max(case when e.masked then '<5' else e.pupils::text end)
                             filter (where e.reference_year = 2023) as pupils_2023,
                           max(case when e.masked then '<5' else e.pupils::text end)
                             filter (where e.reference_year = 2024) as pupils_2024,
                           max(case when e.masked then '<5' else e.pupils::text end)
                             filter (where e.reference_year = 2025) as pupils_2025
                    from school_site s
                    join organisation o on o.id = s.organisation_id
                    join municipality m on m.code = o.municipality_code
                    left join enrolment e on e.site_id = s.organisation_id and e.reference_year >= 2022
                    where m.code in REGION
                    group by s.organisation_id, o.id, m.code
                    having s.sector = 'VO' or sum(e.pupils) > 0 or bool_or(e.masked)
                    order by m.code <> '0150', m.name, s.sector, s.brin6
                    """),
            new FactFile(
                    "ages",
                    "Pupils of primary and special schools by age on 1 October 2024: the sum of the printed cells, and how many"
                            + " cells DUO masks (1 to 4 each). Source: DUO open onderwijsdata (CC0).",
                    """
                    select s.brin6, a.reference_year as year, a.age, a.known, a.masked_cells
                    from enrolment_age a
                    join school_site s on s.organisation_id = a.site_id
                    join organisation o on o.id = a.site_id
                    where o.municipality_code in REGION
                    order by s.brin6, a.reference_year, a.age
                    """),
            new FactFile(
                    "vo",
                    "Pupils of secondary schools by type and year of study on 1 October 2019, the newest count by location."
                            + " Source: DUO open onderwijsdata (CC0).",
                    """
                    select s.brin6, v.reference_year as year, v.education_type, v.year_of_study, v.pupils
                    from enrolment_vo v
                    join school_site s on s.organisation_id = v.site_id
                    join organisation o on o.id = v.site_id
                    where o.municipality_code in REGION
                    order by s.brin6, v.education_type, v.year_of_study
                    """),
            new FactFile(
                    "exams",
                    "Exam candidates of secondary schools by profile or sector in 2022/23 and 2023/24; masked_cells: counts that"
                            + " DUO masks (1 to 4 each). Source: DUO open onderwijsdata (CC0).",
                    """
                    select s.brin6, e.school_year as year, e.programme, e.candidates, e.masked_cells
                    from exam e
                    join school_site s on s.organisation_id = e.site_id
                    join organisation o on o.id = e.site_id
                    where o.municipality_code in REGION and e.school_year >= 2022
                    order by s.brin6, e.school_year, e.programme
                    """),
            new FactFile(
                    "postcodes",
                    "The middle of the PC4 areas in and around the region. Source: 4pp by Bob den Otter (MIT).",
                    """
                    select pc4, latitude, longitude from postcode_area
                    where left(pc4, 2) in ('68', '69', '70', '71', '72', '73', '74', '75', '76', '80', '81')
                    order by pc4
                    """),
            new FactFile("holidays", "School holidays from 2022/23 on. Source: OpenHolidays API data (ODbL).", """
                    select region, school_year, kind, first_day, last_day from holiday
                    where school_year >= 2022 order by first_day, region
                    """),
            new FactFile(
                    "public-holidays",
                    "Public holidays from 2022 on; day_off: everybody is free. Source: OpenHolidays API data (ODbL).",
                    """
                    select day, name, name_en, day_off from public_holiday where day >= '2022-01-01' order by day
                    """));

    private RegionFiles() {}

    /** Writes the files on request; otherwise checks that those in the project match the registers. */
    static void makeOrCheck(JdbcClient jdbc) throws IOException {
        for (FactFile file : FILES) {
            String content = content(jdbc, file);
            Path path = FOLDER.resolve(file.name() + ".csv");
            if ("write".equals(System.getProperty("tec.regionfiles"))) {
                Files.writeString(path, content);
            }
            assertThat(Files.readString(path)).as(file.name()).isEqualTo(content);
        }
    }

    private static String content(JdbcClient jdbc, FactFile file) {
        return jdbc.sql(file.select().replace("REGION", REGION)).query(rows -> {
            int columns = rows.getMetaData().getColumnCount();
            StringBuilder text = new StringBuilder("# " + file.source() + "\n");
            text.append(IntStream.rangeClosed(1, columns)
                    .mapToObj(i -> {
                        try {
                            return rows.getMetaData().getColumnLabel(i);
                        } catch (java.sql.SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .collect(Collectors.joining(";", "", "\n")));
            while (rows.next()) {
                String[] cells = new String[columns];
                for (int i = 0; i < columns; i++) {
                    cells[i] = cell(rows.getString(i + 1));
                }
                text.append(Stream.of(cells).collect(Collectors.joining(";", "", "\n")));
            }
            return text.toString();
        });
    }

    private static String cell(String value) {
        String text = Objects.toString(value, "");
        return text.contains(";") || text.contains("\"") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
