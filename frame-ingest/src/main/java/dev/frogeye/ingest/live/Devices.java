package dev.frogeye.ingest.live;

import dev.frogeye.ingest.DeviceLibrary;
import dev.frogeye.ingest.DeviceQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cameras and screens of this machine.
 *
 * @param all what there is
 * @param notes why there is nothing more, one line each
 */
public record Devices(List<Device> all, List<String> notes) {
    static final Devices NONE = new Devices(List.of(), List.of());

    public Devices {
        all = List.copyOf(all);
        notes = List.copyOf(notes);
    }

    /** Looks for them. Opens nothing for longer than it takes to ask for its name. */
    public static Devices list() {
        return list(Platform.current());
    }

    static Devices list(Platform platform) {
        return DeviceLibrary.problem()
                .map(problem -> withoutLibrary(platform, problem))
                .orElseGet(() -> withLibrary(platform));
    }

    /** Linux tells its cameras and screens to everybody. */
    private static Devices withoutLibrary(Platform platform, String problem) {
        List<Device> found = new ArrayList<>();
        if (platform == Platform.LINUX) {
            found.addAll(VideoNodes.list());
            x11Display().ifPresent(display -> found.add(x11(display)));
        }
        return new Devices(found, List.of(problem));
    }

    private static Devices withLibrary(Platform platform) {
        List<Device> found = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        String cameras = platform.cameraFormat();
        if (DeviceQuery.isBuiltIn(cameras)) {
            switch (platform) {
                case LINUX -> found.addAll(linux());
                case MACOS -> found.addAll(PrintedDevices.avfoundation(DeviceQuery.printed(cameras)));
                case WINDOWS -> found.addAll(windows());
            }
        } else {
            notes.add("this FFmpeg has no input " + cameras + ", so no camera can be opened");
        }
        if (notes.isEmpty() && found.stream().noneMatch(device -> device.kind() == Device.Kind.CAMERA)) {
            notes.add("no camera found" + (platform == Platform.LINUX ? " (there is no usable /dev/video*)" : ""));
        }
        addScreens(platform, found, notes);
        return new Devices(found, notes);
    }

    private static List<Device> linux() {
        List<Device> listed = listed("v4l2");
        return listed.isEmpty() ? VideoNodes.list() : listed;
    }

    private static List<Device> windows() {
        List<Device> printed = PrintedDevices.dshow(DeviceQuery.printed("dshow"));
        return printed.isEmpty() ? listed("dshow") : printed;
    }

    private static List<Device> listed(String format) {
        return DeviceQuery.list(format).stream()
                .map(device -> new Device(Device.Kind.CAMERA, device.id(), device.description()))
                .toList();
    }

    private static void addScreens(Platform platform, List<Device> found, List<String> notes) {
        if (!DeviceQuery.isBuiltIn(platform.screenFormat())) {
            notes.add("this FFmpeg has no input " + platform.screenFormat() + ", so no screen can be captured");
            return;
        }
        switch (platform) {
            case LINUX ->
                x11Display()
                        .ifPresentOrElse(
                                display -> found.add(x11(display)),
                                () -> notes.add("no X11 display (DISPLAY is not set), so no screen can be captured"));
            case MACOS -> {
                // AVFoundation lists screens among the cameras.
            }
            case WINDOWS -> found.add(new Device(Device.Kind.SCREEN, "desktop", "whole desktop"));
        }
    }

    private static Device x11(String display) {
        return new Device(Device.Kind.SCREEN, display, "X11 display");
    }

    static Optional<String> x11Display() {
        return Optional.ofNullable(System.getenv("DISPLAY")).filter(display -> !display.isBlank());
    }

    /** What to print: a line for each device, then the notes. */
    public List<String> lines() {
        return Stream.concat(all.stream().map(Device::toString), notes.stream()).toList();
    }

    /** What the camera of this number is opened by, counted from 0. */
    Optional<String> camera(String number) {
        return cameras().skip(Integer.parseInt(number)).map(Device::id).findFirst();
    }

    /** What the camera of this name is opened by, or else the first one whose name holds the text. */
    Optional<String> cameraNamed(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        Optional<Device> same =
                cameras().filter(device -> device.name().equalsIgnoreCase(name)).findFirst();
        return same.or(() -> cameras()
                        .filter(device -> device.name().toLowerCase(Locale.ROOT).contains(wanted))
                        .findFirst())
                .map(Device::id);
    }

    private Stream<Device> cameras() {
        return all.stream().filter(device -> device.kind() == Device.Kind.CAMERA);
    }
}
