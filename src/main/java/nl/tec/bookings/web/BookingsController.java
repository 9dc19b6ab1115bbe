package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import nl.tec.accounts.Actor;
import nl.tec.bookings.BookedElsewhere;
import nl.tec.bookings.BookingFilter;
import nl.tec.bookings.BookingFilter.Order;
import nl.tec.bookings.BookingFilter.View;
import nl.tec.bookings.BookingOverview;
import nl.tec.bookings.BookingRow;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of class bookings: the school's own, or all for the programme manager. */
@Controller
@RequestMapping("/{area:school|beheer}/boekingen")
class BookingsController {

    private static final int PAGE = 30;
    private static final List<String> COLUMNS = List.of(
            "boeking",
            "datum",
            "tijd",
            "activiteit",
            "school",
            "klas",
            "leerlingen",
            "volwassenen",
            "stand",
            "vervoer",
            "bus");

    private final BookingOverview bookings;
    private final BookedElsewhere elsewhere;
    private final Texts texts;
    private final Pages pages;

    BookingsController(BookingOverview bookings, BookedElsewhere elsewhere, Texts texts, Pages pages) {
        this.bookings = bookings;
        this.elsewhere = elsewhere;
        this.texts = texts;
        this.pages = pages;
    }

    @GetMapping
    JteModel list(
            @PathVariable String area,
            @RequestParam(name = "toon", defaultValue = "COMING") View view,
            @RequestParam(name = "zoek", defaultValue = "") String text,
            @RequestParam(name = "dag", required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day,
            @RequestParam(name = "sessie", required = false) @Nullable Long session,
            @RequestParam(name = "volgorde", defaultValue = "TIME") Order order,
            @RequestParam(name = "na", required = false) @Nullable String after,
            @RequestParam(name = "voor", required = false) @Nullable String before,
            @AuthenticationPrincipal Actor actor) {
        BookingFilter filter = filter(area, view, text, day, session, actor);
        Collection<Long> sites = filter.sites();
        return pages.bookingsBookings(
                area,
                filter,
                order,
                bookings.page(filter, order, after, before, PAGE),
                sites != null && view == View.COMING ? elsewhere.coming(sites) : List.of());
    }

    /** Exports the list as CSV. */
    @GetMapping("/boekingen.csv")
    void export(
            @PathVariable String area,
            @RequestParam(name = "toon", defaultValue = "COMING") View view,
            @RequestParam(name = "zoek", defaultValue = "") String text,
            @RequestParam(name = "dag", required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day,
            @RequestParam(name = "sessie", required = false) @Nullable Long session,
            @RequestParam(name = "volgorde", defaultValue = "TIME") Order order,
            @AuthenticationPrincipal Actor actor,
            Locale language,
            HttpServletResponse response)
            throws IOException {
        BookingFilter filter = filter(area, view, text, day, session, actor);
        new TableExport("boekingen", COLUMNS, TableExport.<String>inBatches(after -> {
                    BookingOverview.Page page = bookings.page(filter, order, after, null, TableExport.BATCH_SIZE);
                    return TableExport.Batch.of(page.rows(), row -> row(row, language), page.next());
                }))
                .download("csv", response);
    }

    private List<@Nullable Object> row(BookingRow row, Locale language) {
        return Arrays.asList(
                row.bookingId(),
                Dates.dayOf(row.time().start()),
                Dates.hours(row.time().start(), row.time().end(), language),
                row.title().in(language),
                row.school(),
                row.label(),
                row.participants(),
                row.adults(),
                row.been()
                        ? texts.text(language, BookingTexts.been(row.came()), 0)
                        : texts.label(language, row.state()),
                row.transport() == null ? "" : texts.text(language, "visit.transport.word." + row.transport()),
                row.bus() == null ? "" : row.bus().in(language));
    }

    private static BookingFilter filter(
            String area, View view, String text, @Nullable LocalDate day, @Nullable Long session, Actor actor) {
        return new BookingFilter(area.equals("beheer") ? null : actor.schools(), view, text, day, session);
    }
}
