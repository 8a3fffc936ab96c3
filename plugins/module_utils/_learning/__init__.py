# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""From a browser recording to a profile (docs/teach.md). Talks to no camera.

The checklist: C(sheets.py) and C(buttons.py) are what is asked for, as data; C(checklist.py), C(button_steps.py) and C(page.py)
make steps and a page of it, C(markers.py) and C(marker_files.py) the values and files, C(expected.py) and C(asked.py) read it back.

The recording: C(har.py), C(exchange.py), C(multipart.py), C(html_fields.py), C(gather.py); what happened when: C(timeline.py),
C(bursts.py), C(kinds.py), C(forms.py), C(boxes.py), C(constants.py), C(reading.py).

Settings: C(learner.py) is the order of things: C(matching.py) for texts and numbers, C(search.py) and C(rounds.py) for switches,
C(rows.py) for tables, C(choices.py) for words nobody chose, C(labels.py), C(names.py), C(left_alone.py), C(left_values.py) for
fields that nobody touched. C(verdict.py) is what people are told.

Buttons: C(acts.py), and for certificates C(cert_list.py), C(cert_rows.py), C(cert_buttons.py).

Around them: C(surroundings.py), C(tokens.py), C(restarts.py).

Profiles: C(code_map.py) and C(act_map.py) write version 1, C(web_profile.py), C(web_interface.py), C(requests.py),
C(other_fields.py) and C(act_web.py) version 2; C(act_profile.py) and C(act_status.py) serve both, C(writing.py) makes the text, and
C(files.py) the file.
"""
