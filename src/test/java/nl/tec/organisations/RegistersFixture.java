package nl.tec.organisations;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import nl.tec.organisations.Registers.RegisterFile;

/**
 * Small, fictitious files of each register, with the columns of the real ones but made-up schools, codes and numbers. One
 * municipality, Proefdam (9801), has two primary schools, one for special education and one secondary school.
 */
public final class RegistersFixture {

    /** An encoding in which a file may arrive, with its byte order mark. */
    enum Encoding {
        UTF_8(StandardCharsets.UTF_8, ""),
        UTF_8_WITH_MARK(StandardCharsets.UTF_8, "\ufeff"),
        WINDOWS_1252(Charset.forName("windows-1252"), ""),
        UTF_16(StandardCharsets.UTF_16LE, "\ufeff");

        private final Charset charset;
        private final String mark;

        Encoding(Charset charset, String mark) {
            this.charset = charset;
            this.mark = mark;
        }

        byte[] bytes(String text) {
            return (mark + text).getBytes(charset);
        }
    }

    /** A register as a table of texts. @param bad an invalid row, to be inserted among the others */
    public record Small(
            RegisterKind kind, String name, List<String> columns, List<List<String>> rows, List<String> bad) {

        public String text(char separator, String lineEnd) {
            List<List<String>> lines = new ArrayList<>();
            lines.add(columns);
            lines.addAll(rows);
            return lines.stream()
                    .map(cells -> cells.stream()
                            .map(cell -> quoted(cell, separator))
                            .collect(Collectors.joining(String.valueOf(separator))))
                    .collect(Collectors.joining(lineEnd, "", lineEnd));
        }

        private static String quoted(String cell, char separator) {
            return cell.indexOf(separator) >= 0 || cell.contains("\"") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
        }

        /** Returns the register with its columns in another order. */
        Small shuffled(long seed) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(seed));
            return new Small(
                    kind,
                    name,
                    order.stream().map(columns::get).toList(),
                    rows.stream()
                            .map(row -> order.stream().map(row::get).toList())
                            .toList(),
                    order.stream().map(bad::get).toList());
        }

        /** Returns the register with the invalid row as its second. */
        Small withBadRow() {
            List<List<String>> all = new ArrayList<>(rows);
            all.add(1, bad);
            return new Small(kind, name, columns, all, bad);
        }

        RegisterFile file() {
            return file(text(';', "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        RegisterFile file(byte[] content) {
            return new RegisterFile(name, new ByteArrayInputStream(content));
        }
    }

    static final String COORDINATES = """
            {"type": "FeatureCollection", "features": [
              {"type": "Feature", "properties": {"naam": "SO De Klimop", "type": "SO", "straat": "Klimopstraat", "huisnummer": 4,
               "postcode": "9811AC", "plaats": "Proefdam", "gemeente": "PROEFDAM", "vestigingscode": "98ZC00"},
               "geometry": {"type": "Point", "coordinates": [6.2, 52.3]}},
              {"type": "Feature", "properties": {"naam": "Basisschool De Regenboog", "type": "Basisschool", "straat": "Dorpsstraat",
               "huisnummer": 1, "postcode": "9811AA", "plaats": "Proefdam", "gemeente": "PROEFDAM", "vestigingscode": "98ZA00"},
               "geometry": {"type": "Point", "coordinates": [6.21, 52.31]}}]}
            """;

    private RegistersFixture() {}

    /** Returns all registers in table form, in dependency order. */
    static List<Small> all() {
        return List.of(
                small(
                        RegisterKind.PO_ADDRESSES,
                        "adressen-po.csv",
                        "PROVINCIE|BEVOEGD GEZAG NUMMER|INSTELLINGSCODE|VESTIGINGSCODE|VESTIGINGSNAAM|STRAATNAAM|HUISNUMMER-TOEVOEGING|POSTCODE|PLAATSNAAM|GEMEENTENUMMER|GEMEENTENAAM|DENOMINATIE|TELEFOONNUMMER|INTERNETADRES|VAKANTIEREGIO",
                        "Overijssel|99801|98ZA|98ZA00|Basisschool \u2018De Regenboog\u2019|Dorpsstraat|1|9811 AA|PROEFDAM|9801|PROEFDAM|Openbaar| |www.regenboog.example|Noord",
                        "Overijssel|99801|98ZB|98ZB00|Basisschool \"Caf\u00e9 Techniek\"|Kerkstraat|2-4|9811 AB|PROEFDAM|9801|PROEFDAM|Rooms-Katholiek|0570123456| |Noord",
                        "Overijssel|99801|98Z|98Z|Zonder code|Kerkstraat|3|9811 AB|PROEFDAM|9801|PROEFDAM|Openbaar| | |Noord"),
                small(
                        RegisterKind.VO_ADDRESSES,
                        "adressen-vo.csv",
                        "PROVINCIE|BEVOEGD GEZAG NUMMER|BRIN NUMMER|VESTIGINGSNUMMER|VESTIGINGSNAAM|STRAATNAAM|HUISNUMMER-TOEVOEGING|POSTCODE|PLAATSNAAM|GEMEENTENUMMER|GEMEENTENAAM|DENOMINATIE|TELEFOONNUMMER|INTERNETADRES|ONDERWIJSSTRUCTUUR",
                        "Overijssel|99802|98ZV|98ZV00|Proeflyceum|Lange Laan|10|9811 AD|PROEFDAM|9801|PROEFDAM|Openbaar|          |          |HAVO/VWO",
                        "Overijssel|99802|98ZV|98ZV01|Proeflyceum|Korte Laan|11|9811 AD|PROEFDAM|9801|PROEFDAM|Openbaar| | |VBO/MAVO",
                        "Overijssel|99802|98ZV|98ZV02|Proeflyceum|Brede Laan|12|postcode|PROEFDAM|9801|PROEFDAM|Openbaar| | |PRO"),
                small(
                        RegisterKind.PO_PUPILS,
                        "leerlingen-po.csv",
                        "INSTELLINGSCODE|VESTIGINGSCODE|NAAM_VESTIGING|SOORT_VESTIGING|DENOMINATIE_VESTIGING|BEVOEGD_GEZAG_NUMMER|GEMEENTECODE_VESTIGING|GEMEENTENAAM_VESTIGING|LEERLINGEN_2023|LEERLINGEN_2024|LEERLINGEN_2025",
                        "98ZA|98ZA00|De Regenboog|BO|Openbaar|99801|9801|PROEFDAM|200|210|<5",
                        "98ZC|98ZC00|De Klimop|SO|Openbaar|99801|9801|PROEFDAM|80|82|85",
                        "98ZD|98ZD00|De Vlieger|BO|Openbaar|99801|9801|PROEFDAM|80|veel|85"),
                small(
                        RegisterKind.MUNICIPALITIES,
                        "gemeenten.csv",
                        "Country|Code|IsoCode|ShortName|OfficialLanguages|Category|Name|Groups|Parent",
                        "NL|NL-OV-PD||OV-PD|NL|NL gemeente,EN municipality|NL Proefdam,EN Proefdam|NO|OV",
                        "NL|NL-OV-XX||OV-XX|NL|NL gemeente,EN municipality|NL Nergens,EN Nowhere|NO|OV",
                        "NL|NL-OV-YY||OV-YY|NL|NL gemeente,EN municipality|NL Overal,EN Everywhere|OOST|OV"),
                small(
                        RegisterKind.POSTCODES,
                        "postcodes.csv",
                        "id|postcode|woonplaats|latitude|longitude|soort",
                        "1|9811|Proefdam|52.3|6.2|Postbus",
                        "2|9812|Proefdam|52,31|6,21|Adres",
                        "3|9813|Atlantis|40.0|-30.0|Adres"),
                small(
                        RegisterKind.PO_AGES,
                        "leeftijden-po.csv",
                        "PEILDATUM|GEMEENTENUMMER|POSTCODE_LEERLING|INSTELLINGSCODE|VESTIGINGSCODE|LEEFTIJD_JONGER|LEEFTIJD_4|LEEFTIJD_5|LEEFTIJD_6|LEEFTIJD_7|LEEFTIJD_8|LEEFTIJD_9|LEEFTIJD_10|LEEFTIJD_11|LEEFTIJD_12|LEEFTIJD_OUDER",
                        "20241001|9801|9811|98ZA|00|0|10|11|12|<5|13|14|15|16|0|0",
                        "20241001|9801|9812|98ZA|00|0|<5|0|7|8|9|10|11|12|<5|0",
                        "20240901|9801|9812|98ZA|00|0|1|1|1|1|1|1|1|1|1|1"),
                // no public file is available: made up, with the columns known from other readers
                small(
                        RegisterKind.PO_DISADVANTAGE,
                        "achterstandsscores-verzonnen.csv",
                        "VESTIGINGSNUMMER|Aantal leerlingen|Achterstandsscore",
                        "98ZA00|210|143,25",
                        "98ZB00|180|0",
                        "98ZA00|210|-3"),
                small(
                        RegisterKind.VO_PUPILS,
                        "leerlingen-vo-2019.csv",
                        "BRIN NUMMER|VESTIGINGSNUMMER|INSTELLINGSNAAM VESTIGING|ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR|"
                                + years("LEER- OF VERBLIJFSJAAR %d - MAN", "LEER- OF VERBLIJFSJAAR %d - VROUW"),
                        "98ZV|00|Proeflyceum|HAVO uj 4|0|0|0|0|0|0|20|21|22|<5|0|0",
                        "98ZV|01|Proeflyceum|Brugjaar 1-2|30|31|32|33|0|0|0|0|0|0|0|0",
                        "98ZV|00|Proeflyceum|VWO uj 5|0|0|0|0|0|0|0|0|-3|0|0|0"),
                small(
                        RegisterKind.VO_EXAMS,
                        "examens-vo.csv",
                        "INSTELLINGSCODE|VESTIGINGSCODE|INSTELLINGSNAAM VESTIGING|GEMEENTENAAM|ONDERWIJSTYPE VO|INSPECTIECODE|OPLEIDINGSNAAM|EXAMENKANDIDATEN SCHOOLJAAR 2022-2023 - TOTAAL|GESLAAGDEN SCHOOLJAAR 2022-2023 - TOTAAL|EXAMENKANDIDATEN SCHOOLJAAR 2023-2024 - TOTAAL|GESLAAGDEN SCHOOLJAAR 2023-2024 - TOTAAL",
                        "98ZV|98ZV00|Proeflyceum|PROEFDAM|HAVO|51|HAVO - N&T|24|23|<5|<5",
                        "98ZV|98ZV01|Proeflyceum|PROEFDAM|VMBO|41|VMBO K - techniek|12|12|14|13",
                        "98ZV|98ZV00|Proeflyceum|PROEFDAM|HAVO|52|HAVO - E&M|geen|0|9|9"),
                small(
                        RegisterKind.SCHOOL_HOLIDAYS,
                        "vakanties.csv",
                        "Id|Country|StartDate|EndDate|Type|RegionalScope|Name|Groups",
                        "1|NL|2050-10-15|2050-10-23|School|Regional|NL Herfstvakantie,EN Autumn Holidays|NO,MI",
                        "2|NL|2050-12-24|2051-01-08|School|Regional|NL Kerstvakantie,EN Christmas Holidays|NO,MI,ZU",
                        "3|NL|2051-02-13|2051-03-21|School|Regional|NL Voorjaarsvakantie,EN Spring Holidays|ZU"),
                small(
                        RegisterKind.PUBLIC_HOLIDAYS,
                        "feestdagen.csv",
                        "Id|Country|StartDate|EndDate|Type|RegionalScope|Name",
                        "1|NL|2051-01-01||Public|National|NL Nieuwjaarsdag,EN New Year\u2019s Day",
                        "2|NL|2051-04-27||Public|National|NL Koningsdag,EN King\u2019s Day",
                        "3|NL|2051-13-27||Public|National|NL Onzindag,EN Nonsense Day"));
    }

    public static Small of(RegisterKind kind) {
        return all().stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
    }

    /** Returns all registers as files. */
    static List<RegisterFile> files() {
        List<RegisterFile> files =
                new ArrayList<>(all().stream().map(Small::file).toList());
        files.add(coordinates(COORDINATES));
        return files;
    }

    static RegisterFile coordinates(String content) {
        return new RegisterFile("scholen.geo.json", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String years(String... columns) {
        List<String> all = new ArrayList<>();
        for (int year = 1; year <= 6; year++) {
            for (String column : columns) {
                all.add(column.formatted(year));
            }
        }
        return String.join("|", all);
    }

    private static Small small(
            RegisterKind kind, String name, String columns, String first, String second, String bad) {
        return new Small(kind, name, cells(columns), List.of(cells(first), cells(second)), cells(bad));
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split("\\|", -1));
    }
}
