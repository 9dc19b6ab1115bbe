package nl.tec.partners.web;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.Membership;
import nl.tec.partners.PartnerPerson;
import nl.tec.partners.Partners;
import nl.tec.partners.Proof;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.shared.World;
import nl.tec.web.FileTransfer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;

/** Reads what is in addresses and forms. */
final class PartnerForms {

    private PartnerForms() {}

    static Partners.Filter filter(Map<String, String> fields) {
        String connected = fields.getOrDefault("aangesloten", "");
        return new Partners.Filter(
                cut(fields.getOrDefault("zoek", "")),
                named(OrganisationKind.values(), fields.get("soort")),
                connected.equals("ja") ? Boolean.TRUE : connected.equals("nee") ? Boolean.FALSE : null,
                named(World.values(), fields.get("wereld")),
                cut(fields.getOrDefault("plaats", "")));
    }

    static Partners.Profile profile(MultiValueMap<String, String> fields) {
        Set<World> worlds = new LinkedHashSet<>();
        for (String name : fields.getOrDefault("wereld", List.of())) {
            World world = named(World.values(), name);
            if (world != null) {
                worlds.add(world);
            }
        }
        return new Partners.Profile(
                worlds, first(fields, "overNl"), first(fields, "overEn"), fields.containsKey("zichtbaar"));
    }

    static PartnerPerson.Form person(Map<String, String> fields) {
        return new PartnerPerson.Form(
                fields.getOrDefault("functie", ""),
                fields.getOrDefault("rol", ""),
                fields.getOrDefault("naam", ""),
                fields.getOrDefault("email", ""),
                fields.getOrDefault("telefoon", ""));
    }

    /** The organisation somebody works for in the portal: the one asked for, else the first; never somebody else's. */
    static long organisation(Actor actor, @Nullable String asked) {
        List<Long> own = actor.organisations(Role.PARTNER);
        if (asked == null || asked.isBlank()) {
            return own.stream().findFirst().orElseThrow(() -> new NotFound("partner of " + actor.accountId()));
        }
        return number(asked).filter(own::contains).orElseThrow(() -> new NotFound("partner " + asked));
    }

    static int year(String asked, LocalDate today) {
        int year = asked.matches("20[0-9]{2}") ? Integer.parseInt(asked) : today.getYear();
        return year < 2020 || year > today.getYear() + 5 ? today.getYear() : year;
    }

    static Optional<Long> number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    static <E extends Enum<E>> @Nullable E named(E[] values, @Nullable String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** What can't be read is a problem at its field; then it is a day that nothing is done with. */
    static LocalDate day(String field, Map<String, String> fields, Problems problems) {
        try {
            return LocalDate.parse(fields.getOrDefault(field, ""));
        } catch (DateTimeParseException e) {
            problems.add(field, "network.problem.day");
            return LocalDate.EPOCH;
        }
    }

    /** The same of a field that may be empty. */
    static @Nullable LocalDate dayOrNone(String field, Map<String, String> fields, Problems problems) {
        return fields.getOrDefault(field, "").isBlank() ? null : day(field, fields, problems);
    }

    static Membership.Kind membership(Map<String, String> fields, Problems problems) {
        Membership.Kind kind = named(Membership.Kind.values(), fields.get("kind"));
        problems.addIf(kind == null, "kind", "network.problem.kind");
        return kind == null ? Membership.Kind.MEMBER : kind;
    }

    /** By what an organisation is connected: {@code proof}, with {@code received} and {@code receivedOn} or a file. */
    static Proof proof(Map<String, String> fields, @Nullable MultipartFile file, Problems problems) throws IOException {
        switch (fields.getOrDefault("proof", "")) {
            case "PAPER" -> {
                return new Proof.Paper(FileTransfer.requiredUpload(file));
            }
            case "FEE" -> {
                Long cents = FormData.optionalCents(
                        fields.getOrDefault("received", ""), "received", "declarations.problem.fee", problems);
                LocalDate day = day("receivedOn", fields, problems);
                return new Proof.Fee(cents == null ? 0 : cents, day);
            }
            case "SIGNED" -> {}
            default -> problems.add("proof", "network.problem.proof");
        }
        return new Proof.Signed();
    }

    static String cut(String words) {
        return words.length() > 100 ? words.substring(0, 100) : words;
    }

    private static String first(MultiValueMap<String, String> fields, String name) {
        String value = fields.getFirst(name);
        return value == null ? "" : value;
    }
}
