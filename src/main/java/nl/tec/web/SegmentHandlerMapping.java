package nl.tec.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Tries the patterns with the same first segment first. Spring looks up a path without variables directly, but matches any other path
 * against every mapping of the application, which was the largest part of the work for a booking. A variable with a fixed
 * list of words is expanded to one pattern per word.
 */
final class SegmentHandlerMapping extends RequestMappingHandlerMapping {

    /** A choice of words: {@code {area:school|beheer}}. */
    private static final Pattern ONE_OF = Pattern.compile("\\{\\w+:([a-z-]+(?:\\|[a-z-]+)*)}");

    private final Set<String> direct = ConcurrentHashMap.newKeySet();

    /** Returns the keys for direct lookup: the paths without variables, and the first segments of the others. */
    @Override
    protected Set<String> getDirectPaths(RequestMappingInfo info) {
        Set<String> keys = info.getPatternValues().stream()
                .flatMap(pattern -> keys(pattern).stream())
                .collect(Collectors.toSet());
        keys.stream().filter(key -> key.startsWith("/")).forEach(direct::add);
        return keys;
    }

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        return super.lookupHandlerMethod(direct.contains(path) ? path : key(segment(path)), request);
    }

    @Override
    protected void handleMatch(RequestMappingInfo info, String key, HttpServletRequest request) {
        super.handleMatch(info, ServletRequestPathUtils.getCachedPathValue(request), request);
    }

    @Override
    protected @Nullable HandlerMethod handleNoMatch(
            Set<RequestMappingInfo> infos, String key, HttpServletRequest request) throws ServletException {
        return super.handleNoMatch(infos, ServletRequestPathUtils.getCachedPathValue(request), request);
    }

    /** Returns the lookup keys of a pattern; none if its first segment is a variable, which only the full scan finds. */
    static Set<String> keys(String pattern) {
        Matcher words = ONE_OF.matcher(pattern);
        if (words.find()) {
            return Arrays.stream(words.group(1).split("\\|"))
                    .flatMap(word -> keys(words.replaceFirst(word)).stream())
                    .collect(Collectors.toSet());
        }
        String segment = segment(pattern);
        if (!variable(pattern)) {
            return Set.of(pattern);
        }
        return variable(segment) ? Set.of() : Set.of(key(segment));
    }

    private static boolean variable(String part) {
        return part.chars().anyMatch(c -> "{*?".indexOf(c) >= 0);
    }

    private static String segment(String path) {
        int end = path.indexOf('/', 1);
        return path.isEmpty() ? path : path.substring(1, end < 0 ? path.length() : end);
    }

    /** Matches no path, because paths begin with a slash. */
    private static String key(String segment) {
        return segment + "/";
    }
}
