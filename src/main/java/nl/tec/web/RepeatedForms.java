package nl.tec.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import nl.tec.accounts.Actor;
import nl.tec.hub.AnsweredForms;
import nl.tec.hub.Flash;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Carries out a form that is sent twice, such as by a double click, once: the second time is answered with the redirect of the first,
 * and waits for it when that is still busy. It is the same form when account, key, address and content are the same; the page gives its forms a
 * key ({@code ui/csrf.jte}), so that the same form of a page that was loaded anew is carried out again.
 *
 * <p>Only for people who are signed in, because addresses of others can contain a secret. An answer that is no redirect, such as a form
 * that was refused, is not kept. A form that makes something scarce has a key in its own table instead, which also holds when this program is killed.
 */
@Component
final class RepeatedForms implements HandlerInterceptor {

    private static final String CLAIMED = RepeatedForms.class.getName();

    private final AnsweredForms forms;

    RepeatedForms(AnsweredForms forms) {
        this.forms = forms;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Actor actor = signedIn();
        if (actor == null
                || !request.getMethod().equals(HttpMethod.POST.name())
                || request.getDispatcherType() != DispatcherType.REQUEST // of an error parameters may be unreadable
                || request.getHeader("HX-Request") != null
                || request.getParameter(Ui.FORM_KEY) == null) {
            return true;
        }
        byte[] digest = digest(actor, request);
        AnsweredForms.Claim claim = forms.claim(digest);
        if (claim instanceof AnsweredForms.Claim.Repeated repeated) {
            replay(repeated.answer(), request, response);
        } else if (claim instanceof AnsweredForms.Claim.Busy) {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
        } else {
            request.setAttribute(CLAIMED, digest);
        }
        return claim instanceof AnsweredForms.Claim.First;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (!(request.getAttribute(CLAIMED) instanceof byte[] digest)) {
            return;
        }
        String location = response.getHeader(HttpHeaders.LOCATION);
        if (failure == null && location != null && response.getStatus() == HttpStatus.SEE_OTHER.value()) {
            forms.keep(
                    digest,
                    new AnsweredForms.Redirect(location, Flash.said(request).orElse(null)));
        } else {
            forms.withdraw(digest);
        }
    }

    private static void replay(
            AnsweredForms.Redirect answer, HttpServletRequest request, HttpServletResponse response) {
        Flash.repeat(request, response, answer.message());
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, answer.location());
    }

    private static @Nullable Actor signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor actor ? actor : null;
    }

    /** Each text with its length, so that no two contents give the same bytes. */
    private static byte[] digest(Actor actor, HttpServletRequest request) throws IOException {
        MessageDigest digest = Sha256.digest();
        add(digest, String.valueOf(actor.accountId()));
        add(digest, request.getRequestURI());
        for (Map.Entry<String, String[]> field : new TreeMap<>(request.getParameterMap()).entrySet()) {
            add(digest, field.getKey());
            for (String value : field.getValue()) {
                add(digest, value);
            }
        }
        if (request instanceof MultipartHttpServletRequest files) {
            for (MultipartFile file : files.getFileMap().values()) {
                add(digest, file.getName() + "/" + file.getSize());
                try (InputStream content = file.getInputStream()) {
                    byte[] buffer = new byte[64 * 1024];
                    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                        digest.update(buffer, 0, read);
                    }
                }
            }
        }
        return digest.digest();
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
