package nl.tec.organisations.internal.registers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.TextFile;
import nl.tec.organisations.ProgressListener;
import nl.tec.organisations.internal.registers.RegionStore.Position;
import nl.tec.organisations.internal.registers.SchoolStore.Rank;
import nl.tec.shared.Postcode;
import nl.tec.shared.Sector;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A GeoJSON file of schools with their coordinates, made by EduGIS from DUO's addresses. Its pupil numbers are third-party estimates
 * and are ignored. Special and secondary schools that no address list contains are added from it.
 */
class CoordinatesFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SchoolStore schools;
    private final RegionStore regions;
    private final CountStore counts;

    CoordinatesFile(SchoolStore schools, RegionStore regions, CountStore counts) {
        this.schools = schools;
        this.regions = regions;
        this.counts = counts;
    }

    /** Counts the features. @throws Refused if there are none, or they are not schools */
    static int count(TextFile text) throws IOException, Refused {
        int[] all = new int[1];
        boolean[] schools = new boolean[1];
        each(text, (line, feature) -> {
            all[0]++;
            schools[0] |= feature.path("properties").has("vestigingscode");
        });
        if (all[0] == 0) {
            throw new Refused("import.refused.noRows");
        }
        if (!schools[0]) {
            throw new Refused("import.refused.noSchools");
        }
        return all[0];
    }

    @FunctionalInterface
    private interface FeatureReader {
        /** @param line the line number of its start, from 1 */
        void read(int line, JsonNode feature);
    }

    /** Streams the features, because a tree does not keep line numbers and would not fit in memory. */
    private static void each(TextFile text, FeatureReader reader) throws IOException, Refused {
        boolean collection = false;
        boolean listed = false;
        try (JsonParser parser = JSON.createParser(text.reader())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("type")) {
                    collection = "FeatureCollection".equals(parser.getString());
                }
                if (name.equals("features") && value == JsonToken.START_ARRAY) {
                    listed = true;
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        int line = parser.currentTokenLocation().getLineNr();
                        reader.read(line, parser.readValueAsTree());
                    }
                } else {
                    parser.skipChildren();
                }
            }
            parser.nextToken();
        } catch (JacksonException broken) {
            throw new Refused("import.refused.json");
        }
        if (!collection || !listed) {
            throw new Refused("import.refused.noFeatures");
        }
    }

    void load(String fileName, TextFile text, int features, Tally tally, ProgressListener progress) throws Refused {
        Map<String, String> codes = regions.municipalities();
        Map<String, Position> positions = new LinkedHashMap<>();
        Map<String, SchoolRow> found = new LinkedHashMap<>();
        int[] twice = new int[1];
        try {
            each(text, (line, feature) -> {
                try {
                    SchoolRow school = school(feature.path("properties"), codes);
                    Position position = position(school, feature.path("geometry"));
                    if (positions.putIfAbsent(school.brin6(), position) != null) {
                        twice[0]++;
                    } else {
                        found.put(school.brin6(), school);
                    }
                } catch (BadRow bad) {
                    tally.reject(line, bad.reason());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.at(fileName, features, features);
        tally.rejectIfMostlyBad(features);
        if (found.isEmpty()) {
            throw new Refused("import.refused.mostlyBad", tally.rejected(), features);
        }
        store(tally, found, positions);
        if (twice[0] > 0) {
            tally.skip(twice[0]);
            tally.note("import.note.twoBuildings", twice[0]);
        }
    }

    private void store(Tally tally, Map<String, SchoolRow> found, Map<String, Position> positions) {
        Map<String, Long> known = counts.schools();
        List<SchoolRow> rows = found.values().stream()
                .filter(s -> s.sector() != Sector.PO || known.containsKey(s.brin6()))
                .toList();
        int left = found.size() - rows.size();
        if (left > 0) {
            tally.skip(left);
            tally.note("import.note.unlistedPrimary", left);
        }
        List<SchoolRow> named = new ArrayList<>(
                rows.stream().filter(s -> s.sector() != Sector.VO).toList());
        named.addAll(SchoolRow.disambiguate(
                rows.stream().filter(s -> s.sector() == Sector.VO).toList()));
        int added = schools.merge(Rank.COORDINATES, named, tally).added();
        if (added > 0) {
            tally.note("import.note.newSchools", added);
        }
        tally.add(
                regions.positions(rows.stream().map(s -> position(positions, s)).toList(), tally));
        regions.placeByPostcode();
    }

    private static Position position(Map<String, Position> positions, SchoolRow school) {
        Position position = positions.get(school.brin6());
        if (position == null) {
            throw new IllegalStateException("no position of " + school.brin6());
        }
        return position;
    }

    private static SchoolRow school(JsonNode properties, Map<String, String> codes) throws BadRow {
        String brin6 = text(properties, "vestigingscode").toUpperCase(Locale.ROOT);
        if (!Row.BRIN6.matcher(brin6).matches()) {
            throw new BadRow("import.row.brin", brin6);
        }
        String type = text(properties, "type").toUpperCase(Locale.ROOT);
        Sector sector = switch (type) {
            case "BASISSCHOOL", "BO" -> Sector.PO;
            case "SBAO", "SBO", "SO", "(V)SO", "SO/VSO", "VSO" -> Sector.SO;
            default -> Sector.VO;
        };
        String kind = switch (type) {
            case "BASISSCHOOL" -> "BO";
            case "SBAO" -> "SBO";
            case "(V)SO" -> "SO/VSO";
            default -> type;
        };
        String municipality = codes.get(DutchNames.key(text(properties, "gemeente")));
        String written = text(properties, "postcode");
        String postcode = Postcode.parse(written).orElseThrow(() -> new BadRow("import.row.postcode", written));
        return new SchoolRow(
                brin6,
                sector == Sector.VO
                        ? DutchNames.secondary(text(properties, "naam"))
                        : DutchNames.title(text(properties, "naam")),
                sector,
                kind,
                null,
                optional(properties, "denominatie"),
                text(properties, "straat"),
                houseNumber(properties),
                postcode,
                DutchNames.place(text(properties, "plaats")),
                municipality,
                null,
                null,
                optional(properties, "internetadres"));
    }

    /** Reads a position; GeoJSON has the longitude first. */
    private static Position position(SchoolRow school, JsonNode geometry) throws BadRow {
        JsonNode point = geometry.path("coordinates");
        if (!geometry.path("type").asString("").equals("Point")
                || !point.path(0).isNumber()
                || !point.path(1).isNumber()) {
            throw new BadRow("import.row.noPoint", school.brin6());
        }
        double longitude = point.path(0).asDouble();
        double latitude = point.path(1).asDouble();
        Netherlands.check(latitude, longitude);
        return new Position(school.brin6(), school.postcode(), latitude, longitude);
    }

    private static @Nullable String houseNumber(JsonNode properties) throws BadRow {
        String number = optional(properties, "huisnummer");
        if (number == null) {
            return null;
        }
        String letter = optional(properties, "huisletter");
        String more = optional(properties, "huisnummertoevoeging");
        return number + (letter == null ? "" : letter) + (more == null ? "" : "-" + more);
    }

    private static String text(JsonNode properties, String name) throws BadRow {
        String value = optional(properties, name);
        if (value == null) {
            throw new BadRow("import.row.missing", name);
        }
        return value;
    }

    private static @Nullable String optional(JsonNode properties, String name) throws BadRow {
        JsonNode value = properties.path(name);
        if (value.isMissingNode() || value.isNull() || value.isContainer()) {
            return null;
        }
        // JSON strings can contain control characters and unpaired surrogates
        String text = value.asString().replaceAll("[\\p{Cc}\\p{Cs}]", " ").strip();
        if (text.length() > Column.MAX_LENGTH) {
            throw new BadRow("import.row.tooLong", name);
        }
        return text.isEmpty() ? null : text;
    }
}
