package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.bookings.ActivityQuestion;
import nl.tec.bookings.Attendances;
import nl.tec.bookings.RunSheet.Guest;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.mail.Outbox;
import nl.tec.shared.Grade;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The participants of a session with their answers and attendance, as a page and as a file. */
@Controller
@RequestMapping("/beheer/sessies/{id:\\d{1,18}}")
class ParticipantsController {

    private static final List<String> COLUMNS = List.of("naam", "wie", "telefoon", "foto's", "gekomen");

    private final Attendances attendances;
    private final Outbox outbox;
    private final Texts texts;
    private final Pages pages;

    ParticipantsController(Attendances attendances, Outbox outbox, Texts texts, Pages pages) {
        this.attendances = attendances;
        this.outbox = outbox;
        this.texts = texts;
        this.pages = pages;
    }

    @GetMapping("/deelnemers")
    JteModel list(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        Item item = attendances.participants(id, actor);
        Set<Long> bookings = item.guests().stream().map(Guest::bookingId).collect(Collectors.toSet());
        return pages.bookingsParticipants(item, outbox.undelivered(List.of("booking", "meeting"), bookings));
    }

    @GetMapping("/deelnemers.{format:csv|xlsx}")
    void export(
            @PathVariable long id,
            @PathVariable String format,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            HttpServletResponse response)
            throws IOException {
        Item item = attendances.participants(id, actor);
        List<String> columns = new ArrayList<>(COLUMNS);
        item.questions().forEach(question -> columns.add(question.text().in(language)));
        new TableExport(
                        "deelnemers",
                        columns,
                        item.guests().stream()
                                .map(guest -> row(item, guest, language))
                                .toList())
                .download(format, response);
    }

    private List<@Nullable Object> row(Item item, Guest guest, Locale language) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(guest.name() == null ? "" : guest.name());
        row.add(who(guest, language));
        row.add(guest.phone() == null ? "" : guest.phone());
        row.add(texts.text(language, guest.photos() ? "signup.yes" : "signup.no"));
        row.add(
                guest.present()
                        ? texts.text(language, "signup.yes")
                        : item.missed(guest) ? texts.text(language, "signup.no") : "");
        for (ActivityQuestion question : item.questions()) {
            row.add(guest.answer(question, language));
        }
        return row;
    }

    private String who(Guest guest, Locale language) {
        Grade grade = guest.grade();
        return grade != null
                ? texts.text(language, grade.messageKey(), grade.number())
                : guest.age() != null
                        ? texts.text(language, "day.age", guest.age())
                        : texts.label(language, guest.audience());
    }
}
