package nl.tec.programme.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.programme.Activity;
import nl.tec.programme.ActivityPictures;
import nl.tec.programme.ActivityPictures.Upload;
import nl.tec.programme.Catalogue;
import nl.tec.programme.Session;
import nl.tec.programme.Sessions;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** Serves pictures of participants' work, with the programme manager's pages to add and remove them. */
@Controller
class PicturesController {

    private static final String MANAGE = "/beheer/programma/{id:\\d{1,18}}/fotos";

    /** How far back the sessions go that a picture can be linked to. */
    private static final Duration BACK = Duration.ofDays(180);

    private static final int MAX_SESSIONS = 20;

    /** Limited, so that a removed picture soon disappears, and not in shared caches. */
    private static final CacheControl KEPT =
            CacheControl.maxAge(Duration.ofDays(7)).cachePrivate().immutable();

    private final ActivityPictures pictures;
    private final Catalogue catalogue;
    private final Sessions sessions;
    private final Clock clock;
    private final Pages pages;

    PicturesController(ActivityPictures pictures, Catalogue catalogue, Sessions sessions, Clock clock, Pages pages) {
        this.pictures = pictures;
        this.catalogue = catalogue;
        this.sessions = sessions;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping("/foto/{hash:[0-9a-f]{32}}.jpg")
    ResponseEntity<byte[]> show(@PathVariable String hash) {
        byte[] content = pictures.find(hash).orElseThrow(() -> new NotFound("picture " + hash));
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(KEPT)
                .body(content);
    }

    @GetMapping(MANAGE)
    JteModel list(@PathVariable long id) {
        return page(get(id), new FormData());
    }

    @PostMapping(MANAGE)
    View add(
            @PathVariable long id,
            FormData form,
            @RequestParam(name = ActivityPictures.FILE, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        Activity activity = get(id);
        Upload upload = new Upload(
                FileTransfer.requiredUpload(file).bytes(),
                form.id("sessie"),
                form.both(ActivityPictures.ALT),
                form.line(ActivityPictures.PERMISSION_FROM),
                form.day(ActivityPictures.PERMISSION_ON),
                form.has(ActivityPictures.DECLARED));
        return pictures.add(id, upload, actor)
                .either(
                        added -> reply.saved("pictures.saved", address(id)),
                        problems -> reply.refused(problems, page(activity, form)));
    }

    @PostMapping(MANAGE + "/{picture:\\d{1,18}}/weg")
    View remove(@PathVariable long id, @PathVariable long picture, @AuthenticationPrincipal Actor actor, Reply reply) {
        pictures.remove(id, picture, actor);
        return reply.saved("pictures.removed", address(id));
    }

    private static String address(long activityId) {
        return "/beheer/programma/" + activityId + "/fotos";
    }

    private JteModel page(Activity activity, FormData form) {
        return pages.programmeManagePictures(activity, pictures.of(activity.id()), past(activity.id()), form);
    }

    /** Returns the times of past sessions by id, latest first. */
    private Map<String, String> past(long activityId) {
        Instant now = clock.instant();
        Map<String, String> past = new LinkedHashMap<>();
        sessions.list(new TimeSlot(now.minus(BACK), now), activityId).stream()
                .filter(session -> session.state() == Session.State.PUBLISHED)
                .sorted(Comparator.comparing((Session session) -> session.slot().start())
                        .reversed())
                .limit(MAX_SESSIONS)
                .forEach(session -> past.put(
                        Long.toString(session.id()),
                        Dates.longSlot(session.slot().start(), session.slot().end(), LocaleContextHolder.getLocale())));
        return past;
    }

    private Activity get(long id) {
        return catalogue.find(id).orElseThrow(() -> new NotFound("activity " + id));
    }
}
