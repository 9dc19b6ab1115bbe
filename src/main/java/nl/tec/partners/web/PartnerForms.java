package nl.tec.partners.web;

import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.documents.FileTransfer;
import nl.tec.organisations.OrganisationKind;
import nl.tec.partners.Membership;
import nl.tec.partners.PartnerPerson;
import nl.tec.partners.Partners;
import nl.tec.partners.Proof;
import nl.tec.shared.Bilingual;
import nl.tec.shared.FormData;
import nl.tec.shared.World;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** Reads the query parameters and forms of the pages of partners. */
final class PartnerForms {

    private PartnerForms() {}

    static Partners.Filter filter(FormData query) {
        String connected = query.text("aangesloten");
        return new Partners.Filter(
                cut(query.text("zoek")),
                query.constant("soort", OrganisationKind.class).orElse(null),
                connected.equals("ja") ? Boolean.TRUE : connected.equals("nee") ? Boolean.FALSE : null,
                query.constant("wereld", World.class).orElse(null),
                cut(query.text("plaats")));
    }

    static Partners.Profile profile(FormData form) {
        Bilingual about = form.both("over");
        return new Partners.Profile(
                new LinkedHashSet<>(form.constants("wereld", World.class)),
                about.dutch(),
                about.english(),
                form.has("zichtbaar"));
    }

    static PartnerPerson.Form person(FormData form) {
        return new PartnerPerson.Form(
                form.text("functie"), form.text("rol"), form.text("naam"), form.text("email"), form.text("telefoon"));
    }

    /** Returns the organisation for which the actor uses the portal: {@code van}, else the first; only its own. */
    static long organisation(Actor actor, FormData form) {
        return form.organisation(actor.organisations(Role.PARTNER));
    }

    /** Returns the year in {@code jaar}, or this year if it is absent or implausible. */
    static int year(FormData form, LocalDate today) {
        String asked = form.text("jaar");
        int year = asked.matches("20[0-9]{2}") ? Integer.parseInt(asked) : today.getYear();
        return year < 2020 || year > today.getYear() + 5 ? today.getYear() : year;
    }

    static LocalDate day(FormData form, String field) {
        return form.day(field, LocalDate.EPOCH, "network.problem.day");
    }

    static @Nullable LocalDate optionalDay(FormData form, String field) {
        return form.day(field, "network.problem.day");
    }

    static Membership.Kind membership(FormData form) {
        Optional<Membership.Kind> kind = form.constant("kind", Membership.Kind.class);
        form.problems().addIf(kind.isEmpty(), "kind", "network.problem.kind");
        return kind.orElse(Membership.Kind.MEMBER);
    }

    /** Reads the proof of a membership: {@code proof}, with {@code received} and {@code receivedOn} or a file. */
    static Proof proof(FormData form, @Nullable MultipartFile file) throws IOException {
        switch (form.text("proof")) {
            case "PAPER" -> {
                return new Proof.Paper(FileTransfer.requiredUpload(file));
            }
            case "FEE" -> {
                Long cents = form.cents("received", "declarations.problem.fee");
                return new Proof.Fee(cents == null ? 0 : cents, day(form, "receivedOn"));
            }
            case "SIGNED" -> {}
            default -> form.problems().add("proof", "network.problem.proof");
        }
        return new Proof.Signed();
    }

    static String cut(String words) {
        return words.length() > 100 ? words.substring(0, 100) : words;
    }
}
