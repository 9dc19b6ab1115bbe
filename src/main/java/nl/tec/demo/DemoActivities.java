package nl.tec.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.tec.accounts.Account;
import nl.tec.accounts.Accounts;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.documents.Png;
import nl.tec.partners.Logos;
import nl.tec.programme.ActivityDetails;
import nl.tec.programme.ActivityDetails.Takes;
import nl.tec.programme.ActivityKind;
import nl.tec.programme.ForWhom;
import nl.tec.shared.Audience;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.Money;
import nl.tec.shared.Span;
import nl.tec.shared.TimeSlot;
import nl.tec.shared.World;
import nl.tec.submissions.Moderation;
import nl.tec.submissions.Submission;
import nl.tec.submissions.SubmissionDraft;
import nl.tec.submissions.Submissions;
import nl.tec.venues.Venue;
import nl.tec.venues.Venues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Activities that two partners organise themselves: two accepted, one that waits and one with a question. All fictional. */
@Component
class DemoActivities {

    private static final String NOTE = "Dit is een verzonnen activiteit, voor de demo.";

    private final Submissions submissions;
    private final Moderation moderation;
    private final Logos logos;
    private final Venues venues;
    private final Accounts accounts;

    DemoActivities(Submissions submissions, Moderation moderation, Logos logos, Venues venues, Accounts accounts) {
        this.submissions = submissions;
        this.moderation = moderation;
        this.logos = logos;
        this.venues = venues;
        this.accounts = accounts;
    }

    void fill(LocalDate today) {
        Actor company = actor("partner@tec.example");
        Actor college = actor("aventus@tec.example");
        Actor manager = actor("programma@tec.example");
        LocalDate saturday = today.with(TemporalAdjusters.next(DayOfWeek.SATURDAY));
        logos.put(organisation(company), logo(), company);
        Submission welding = send(
                company,
                new Bilingual("Las je eigen beest (verzonnen)", "Weld your own beast (invented)"),
                new Bilingual(
                        "Je last van oud ijzer een beest dat je mee naar huis neemt.",
                        "You weld a beast of scrap iron to take home."),
                World.HITECH_SCIENCE,
                null,
                List.of(saturday.plusWeeks(3), saturday.plusWeeks(5)));
        moderation.accept(welding.id(), welding.version(), null, manager);
        Submission tour = send(
                college,
                new Bilingual("Open avond techniek (verzonnen)", "Open evening on technology (invented)"),
                new Bilingual(
                        "Kijk rond in de werkplaatsen en praat met studenten.",
                        "Look around the workshops and talk with students."),
                World.ENERGIE_WATER_VEILIGHEID,
                "https://voorbeeld.example/open-avond",
                List.of(saturday.plusWeeks(4)));
        moderation.accept(tour.id(), tour.version(), null, manager);
        send(
                college,
                new Bilingual("Kijkmiddag elektrische auto (verzonnen)", "Electric car afternoon (invented)"),
                new Bilingual("Je ziet hoe een accu wordt gewisseld.", "You see how a battery is changed."),
                World.ENERGIE_WATER_VEILIGHEID,
                null,
                List.of(saturday.plusWeeks(6)));
        Submission grinding = send(
                company,
                new Bilingual("Slijp je eigen mes (verzonnen)", "Grind your own knife (invented)"),
                new Bilingual("Je slijpt een botermes van roestvrij staal.", "You grind a butter knife."),
                World.HITECH_SCIENCE,
                null,
                List.of(saturday.plusWeeks(7)));
        moderation.ask(grinding.id(), grinding.version(), "Hoeveel begeleiders zijn erbij? (verzonnen)", manager);
    }

    private Submission send(
            Actor by,
            Bilingual title,
            Bilingual promise,
            World world,
            @Nullable String signUpUrl,
            List<LocalDate> days) {
        long organisation = organisation(by);
        ActivityDetails details = new ActivityDetails(
                ActivityKind.EVENT,
                Takes.INDIVIDUALS,
                new ActivityDetails.Words(
                        title,
                        promise,
                        new Bilingual(promise.dutch() + " " + NOTE, promise.english()),
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY,
                        Bilingual.EMPTY),
                List.of(world),
                Set.of(),
                new ForWhom(Set.of(Audience.CHILD, Audience.PARENT), null, null, null, new Span(10, 14), Set.of()),
                new ActivityDetails.Length(120, 0, 0, 1),
                new ActivityDetails.Size(1, 20, 1),
                new ActivityDetails.Terms(Money.ZERO, Money.ZERO, 2, null),
                venue(organisation),
                null,
                Map.of(),
                List.of(),
                List.of("lassen", "metaal"),
                organisation,
                signUpUrl);
        List<SubmissionDraft.Date> dates = new ArrayList<>();
        for (LocalDate day : days) {
            dates.add(new SubmissionDraft.Date(null, slot(day), dates.size()));
        }
        return submissions
                .create(organisation, new SubmissionDraft(details, null, dates, NOTE), true, by)
                .orElseThrow();
    }

    private static TimeSlot slot(LocalDate day) {
        return new TimeSlot(Dates.at(day, LocalTime.of(10, 0)), Dates.at(day, LocalTime.NOON));
    }

    /** Returns a venue of the organisation, or else any venue. */
    private long venue(long organisation) {
        List<Venue> all = venues.list();
        return all.stream()
                .filter(venue -> Long.valueOf(organisation).equals(venue.organisationId()))
                .findFirst()
                .orElse(all.get(0))
                .id();
    }

    private static long organisation(Actor actor) {
        return actor.organisations(Role.PARTNER).get(0);
    }

    private Actor actor(String email) {
        return accounts.findByEmail(email).map(Account::actor).orElseThrow();
    }

    /** Draws a steel nut as a logo, which resembles no real one. */
    private static byte[] logo() {
        BufferedImage picture = new BufferedImage(240, 240, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        Polygon nut = new Polygon();
        for (int corner = 0; corner < 6; corner++) {
            nut.addPoint(
                    120 + (int) Math.round(110 * Math.cos(Math.PI * corner / 3)),
                    120 + (int) Math.round(110 * Math.sin(Math.PI * corner / 3)));
        }
        pen.setColor(new Color(0x1f4e5f));
        pen.fillPolygon(nut);
        pen.setColor(Color.WHITE);
        pen.fillOval(70, 70, 100, 100);
        pen.dispose();
        return Png.of(picture);
    }
}
