# Where the program is installed, and two Debian packages: scopelab, and libscopelab-dev with the library.
# `cpack --config build/release/CPackConfig.cmake` makes them.
set(desktop ${PROJECT_SOURCE_DIR}/resources/desktop)
set(id org.scopelab.ScopeLab)
install(TARGETS scopelab RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT Application)
install(FILES ${desktop}/scopelab.bash RENAME scopelab
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT Application)
install(FILES ${desktop}/_scopelab DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT Application)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/recorders/python
    DESTINATION ${CMAKE_INSTALL_DATADIR}/scopelab/recorders COMPONENT Application
    FILES_MATCHING PATTERN *.py PATTERN py.typed PATTERN pyproject.toml PATTERN README.md
    PATTERN ".*" EXCLUDE PATTERN __pycache__ EXCLUDE PATTERN *.egg-info EXCLUDE PATTERN build EXCLUDE)
if(SCOPELAB_GUI)
    install(FILES ${desktop}/${id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT Application)
    install(FILES ${desktop}/${id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT Application)
    install(FILES ${desktop}/${id}.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages COMPONENT Application)
    set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable)
    install(FILES ${desktop}/${id}.svg DESTINATION ${icons}/apps COMPONENT Application)
    install(FILES ${desktop}/text-x-scopelab-scenario.svg ${desktop}/application-x-scopelab-trace.svg
        DESTINATION ${icons}/mimetypes COMPONENT Application)
endif()

# What Debian wants beside the files: a copyright, and the rest compressed without a time in it.
find_program(SCOPELAB_GZIP gzip REQUIRED)
function(scopelab_install_compressed file name destination component)
    set(compressed ${CMAKE_CURRENT_BINARY_DIR}/compressed/${component}/${name}.gz)
    add_custom_command(OUTPUT ${compressed}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/compressed/${component}
        COMMAND ${SCOPELAB_GZIP} -9nc ${file} > ${compressed}
        DEPENDS ${file} VERBATIM)
    add_custom_target(compressed_${component}_${name} ALL DEPENDS ${compressed})
    install(FILES ${compressed} DESTINATION ${CMAKE_INSTALL_DATADIR}/${destination} COMPONENT ${component})
endfunction()
scopelab_install_compressed(${desktop}/scopelab.1 scopelab.1 man/man1 Application)
foreach(package scopelab:Application libscopelab-dev:Engine)
    string(REPLACE ":" ";" package ${package})
    list(GET package 0 name)
    list(GET package 1 component)
    install(FILES ${PROJECT_SOURCE_DIR}/app/copyright
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT ${component})
    scopelab_install_compressed(${PROJECT_SOURCE_DIR}/app/changelog.Debian changelog.Debian doc/${name} ${component})
    scopelab_install_compressed(${PROJECT_SOURCE_DIR}/CHANGELOG.md changelog doc/${name} ${component})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME scopelab)
set(CPACK_PACKAGE_VENDOR "The ScopeLab team")
set(CPACK_PACKAGE_CONTACT "The ScopeLab team <team@scopelab.org>")
set(CPACK_COMPONENTS_ALL Application Engine)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_APPLICATION_PACKAGE_NAME scopelab)
set(CPACK_DEBIAN_APPLICATION_PACKAGE_SECTION education)
set(CPACK_DEBIAN_APPLICATION_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_APPLICATION_PACKAGE_DEPENDS "fonts-inter, fonts-jetbrains-mono, qt6-qpa-plugins, qt6-translations-l10n")
set(CPACK_DEBIAN_APPLICATION_PACKAGE_RECOMMENDS "pipewire-bin | pulseaudio-utils | alsa-utils")
set(CPACK_DEBIAN_APPLICATION_DESCRIPTION
"see how structured concurrency cancels
ScopeLab runs scenarios of structured concurrency on a real engine and shows,
live, the tree of cancel scopes, the timers, and every exception group split
into cancellations and errors. It is for teachers, for students, and for
engineers who want to learn why a task would not stop.")
set(CPACK_DEBIAN_ENGINE_PACKAGE_NAME libscopelab-dev)
set(CPACK_DEBIAN_ENGINE_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_ENGINE_PACKAGE_DEPENDS "qt6-base-dev")
set(CPACK_DEBIAN_ENGINE_DESCRIPTION
"structured concurrency for Qt programs (development files)
Tasks that wait for each other, cancel scopes, shields, deadlines, task groups
and exception groups for C++20 programs with Qt, by the rules of Trio. A
static library and its headers.")
include(CPack)
