package nl.tec.exchange.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.Days;
import nl.tec.programme.Programme;
import nl.tec.programme.Selection;
import nl.tec.programme.Who;
import nl.tec.shared.FormData;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request for a list; all errors are reported together (API Design Rules). */
final class ApiParameters {

    static final int MAX_SIZE = 100;
    private static final int DEFAULT_SIZE = 20;
    private static final int MAX_TEXT = 100;
    private static final int DAYS_AHEAD = 366;

    private final Map<String, String[]> values;
    private final List<InvalidInput.Problem> problems = new ArrayList<>();

    ApiParameters(Map<String, String[]> values) {
        this.values = values;
    }

    /**
     * @param titles activities in the order of their titles; false: sessions by date
     * @throws InvalidInput when something is wrong with the query
     */
    Programme.Query query(LocalDate today, boolean titles) {
        String text = value("zoek").orElse("");
        if (text.length() > MAX_TEXT) {
            problem("zoek", "max", "Zoek met ten hoogste " + MAX_TEXT + " tekens.");
        }
        Selection selection = new Selection(
                read("voor", Who::parse, "Kies bijvoorbeeld groep-7, klas-2, kind-10, ouder of leerkracht."),
                read("wereld", name -> FormData.constant(World.class, name), "Kies een van de zeven werelden."),
                read(
                        "soort",
                        name -> FormData.constant(ActivityKind.class, name),
                        "Kies een soort activiteit uit de lijst."),
                value("locatie").orElse(null),
                read(
                        "deelname",
                        name -> FormData.constant(ActivityDetails.Takes.class, name),
                        "Kies CLASSES of INDIVIDUALS."),
                Boolean.TRUE.equals(read("metPlaats", ApiParameters::flag, "Kies true of false.")));
        LocalDate from = read("vanDatum", ApiParameters::day, "Schrijf een dag als 2027-03-17.");
        LocalDate until = read("totEnMetDatum", ApiParameters::day, "Schrijf een dag als 2027-03-17.");
        LocalDate first = from == null ? today : from;
        LocalDate last = until == null ? first.plusDays(DAYS_AHEAD) : until;
        if (last.isBefore(first)) {
            problem("totEnMetDatum", "volgorde", "De laatste dag ligt voor de eerste.");
        }
        int size = size();
        check();
        return new Programme.Query(
                text,
                selection,
                from == null && until == null ? null : List.of(new Days(first, last)),
                value("activiteit").orElse(null),
                page(),
                size,
                titles && text.isEmpty() ? Locale.forLanguageTag("nl") : null);
    }

    /** Returns the number of records on a page. */
    int size() {
        Integer size =
                read("aantalPerPagina", ApiParameters::size, "Kies een getal van 1 tot en met " + MAX_SIZE + ".");
        return size == null ? DEFAULT_SIZE : size;
    }

    /** Returns the start of a page, as in a link of a list; an invalid one is the beginning. */
    @Nullable String page() {
        return value("pagina").orElse(null);
    }

    /** Returns the start of a page: after the record with this id. */
    long after() {
        Long after = read("pagina", FormData::parseId, "Neem het adres bij _links.next over.");
        return after == null ? 0 : after;
    }

    /** Returns the start of a page, as in a link of a list. @param shape of valid values */
    @Nullable String after(Pattern shape) {
        return read(
                "pagina",
                text -> Optional.of(text).filter(one -> shape.matcher(one).matches()),
                "Neem het adres bij _links.next over.");
    }

    <E extends Enum<E>> @Nullable E constant(String name, List<E> choices) {
        return read(
                name,
                text -> choices.stream().filter(one -> one.name().equals(text)).findFirst(),
                "Kies een van: " + choices + ".");
    }

    /** @throws InvalidInput when a parameter that was read so far is invalid */
    void check() {
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private Optional<String> value(String name) {
        String[] given = values.get(name);
        return given == null || given[0].isBlank() ? Optional.empty() : Optional.of(given[0].strip());
    }

    private <T> @Nullable T read(String name, Function<String, Optional<T>> reader, String otherwise) {
        Optional<String> value = value(name);
        Optional<T> read = value.flatMap(reader);
        if (value.isPresent() && read.isEmpty()) {
            problem(name, "onbekend", otherwise);
        }
        return read.orElse(null);
    }

    private void problem(String name, String code, String detail) {
        problems.add(new InvalidInput.Problem("query", name, code, detail));
    }

    private static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<LocalDate> day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() >= 2000 && day.getYear() < 2200 ? Optional.of(day) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> size(String text) {
        try {
            int size = Integer.parseInt(text);
            return size >= 1 && size <= MAX_SIZE ? Optional.of(size) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
