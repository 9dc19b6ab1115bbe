package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.documents.FileTransfer;
import nl.tec.documents.QrCode;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Texts;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityLabels;
import nl.tec.programme.Calendar;
import nl.tec.programme.Days;
import nl.tec.programme.Programme;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Money;
import nl.tec.shared.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** An activity or a week of the calendar as a PDF: an A4 poster or an A5 flyer. */
@Controller
class PosterController {

    private static final int DATES = 8;
    private static final int MAX_SESSIONS = 300;
    private static final int QR_SCALE = 6;

    private final Programme programme;
    private final Calendar calendar;
    private final ActivityLabels labels;
    private final PublicPdfs pdfs;
    private final Texts texts;
    private final HubSettings hub;
    private final Clock clock;
    private final Pages pages;

    PosterController(
            Programme programme,
            Calendar calendar,
            ActivityLabels labels,
            PublicPdfs pdfs,
            Texts texts,
            HubSettings hub,
            Clock clock,
            Pages pages) {
        this.programme = programme;
        this.calendar = calendar;
        this.labels = labels;
        this.pdfs = pdfs;
        this.texts = texts;
        this.hub = hub;
        this.clock = clock;
        this.pages = pages;
    }

    /** Returns the path of the poster of a week. @param size {@code a4} or {@code a5} */
    static String week(String size) {
        return "/kalender/poster-" + size + ".pdf";
    }

    @GetMapping("/activiteit/{slug}/poster-{size:a4|a5}.pdf")
    ResponseEntity<byte[]> activity(@PathVariable String slug, @PathVariable String size, Locale language) {
        Activity activity = programme.find(slug).orElseThrow(() -> new NotFound("activity " + slug));
        Money cost = activity.takesClasses()
                ? activity.details().terms().school()
                : activity.details().terms().participant();
        String address = address("/activiteit/" + slug);
        return FileTransfer.pdf(
                pdfs.of(pages.programmePosterPdf(
                        activity,
                        calendar.next(activity.id(), DATES),
                        cost.isZero() ? texts.text(language, "price.free") : cost.format(language),
                        size,
                        address,
                        picture(address),
                        labels,
                        texts,
                        hub,
                        language)),
                slug + "-" + size);
    }

    /** Serves the poster of a week, with the same filters as the calendar. */
    @GetMapping("/kalender/poster-{size:a4|a5}.pdf")
    ResponseEntity<byte[]> week(@PathVariable String size, FormData asked, Locale language) {
        Filters filters = Filters.of(asked);
        LocalDate monday = filters.monday().orElseGet(() -> Dates.monday(Dates.today(clock)));
        Map<LocalDate, List<Session>> days =
                calendar.between(new Days(monday, monday.plusDays(6)), filters.selection(), MAX_SESSIONS).stream()
                        .collect(Collectors.groupingBy(
                                session -> Dates.dayOf(session.slot().start()), TreeMap::new, Collectors.toList()));
        String address = address(filters.only(
                        Filters.WEEK,
                        Filters.WHO,
                        Filters.WORLD,
                        Filters.KIND,
                        Filters.PLACE,
                        Filters.TAKES,
                        Filters.DAY,
                        Filters.PART)
                .address("/kalender"));
        return FileTransfer.pdf(
                pdfs.of(pages.programmeWeekPosterPdf(
                        monday, days, size, address, picture(address), labels, texts, hub, language)),
                "week-" + Dates.week(monday) + "-" + size);
    }

    private String address(String path) {
        return hub.get(Setting.BASE_URL) + path;
    }

    private static String picture(String address) {
        return "data:image/png;base64,"
                + Base64.getEncoder().encodeToString(QrCode.of(address).png(QR_SCALE));
    }
}
